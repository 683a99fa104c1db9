// Test accuracy along an axis: lines with bands, and levels for what does not have the axis.
import { accuracyAxis, leastError } from "./accuracy-axis.ts";
import type { Band } from "./band.ts";
import { legendColumns, lineChannels, type NamedLine } from "./line-legend.ts";
import { panelGrid } from "./panel-grid.ts";
import { panelTitle } from "./panel-title.ts";

export interface AccuracyLine extends NamedLine {
  readonly points: readonly AccuracyPoint[];
}

export interface AccuracyPoint extends Band {
  readonly x: number | string;
}

export interface AccuracyLevel extends NamedLine, Band {}

export interface AccuracyPanel<X extends object> {
  readonly title: string;
  readonly lines: readonly AccuracyLine[];
  readonly levels: readonly AccuracyLevel[];
  /** Of the field `x`: its type, scale and axis. */
  readonly x: X;
}

const panelHeight = 260;
/** As many letters have room on a line as Vega would give about seven tenths of. */
const measuredTooWide = 1.4;

export const levelDash = [6, 4] as const;

/** One panel alone is wide; more of them stand in two columns. */
export function panelWidth(panels: number): number {
  return panels === 1 ? 640 : 350;
}

export function accuracyPanels<X extends object>(panels: readonly AccuracyPanel<X>[]) {
  const width = panelWidth(panels.length);
  const legendRows = ({ lines, levels }: AccuracyPanel<X>) => {
    const all = [...lines, ...levels];
    return Math.ceil(all.length / legendColumns(all, width));
  };
  return panelGrid(
    panels,
    (above) => 124 + 20 * Math.max(0, ...above.map(legendRows)),
    (panel) => panelSpec(panel, width),
  );
}

/** What the axis of accuracies has: the errors in per cent, so that it can go by their logarithm. */
function errorsOf({ mean, low, high }: Band): Band {
  const [error, most, least] = [mean, low, high].map((accuracy) => Math.max(leastError, 100 - accuracy));
  return { mean: error!, low: least!, high: most! };
}

function panelSpec<X extends object>({ title, lines, levels, x: scaleOfX }: AccuracyPanel<X>, width: number) {
  const values = lines.flatMap(({ name, points }) =>
    points.map((point) => ({ name, x: point.x, ...errorsOf(point) })),
  );
  const all = [...lines, ...levels];
  const legend = { columns: legendColumns(all, width), labelLimit: measuredTooWide * width };
  const { color, strokeDash } = lineChannels(all, legend);
  const x = { field: "x", ...scaleOfX };
  const y = accuracyAxis([...values, ...levels.map(errorsOf)].flatMap(({ low, high }) => [low, high]));
  return {
    width,
    height: panelHeight,
    title: panelTitle(title, [], width),
    layer: [
      {
        data: { values: levels.map((level) => ({ name: level.name, ...errorsOf(level) })) },
        mark: { type: "rect" as const, opacity: 0.12 },
        encoding: { y: { field: "low", ...y }, y2: { field: "high" }, color },
      },
      {
        data: { values: levels.map((level) => ({ name: level.name, ...errorsOf(level) })) },
        mark: { type: "rule" as const, strokeWidth: 2 },
        encoding: { y: { field: "mean", ...y }, color, strokeDash },
      },
      {
        data: { values },
        mark: { type: "area" as const, opacity: 0.15 },
        encoding: { x, y: { field: "low", ...y }, y2: { field: "high" }, color },
      },
      {
        data: { values },
        mark: { type: "line" as const, strokeWidth: 2, point: { size: 40 } },
        encoding: { x, y: { field: "mean", ...y }, color, strokeDash },
      },
    ],
  };
}
