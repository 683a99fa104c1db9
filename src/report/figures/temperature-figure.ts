// Test accuracy against temperature, one line an alpha, with the baseline as a level: the shape of the grid, after
// the choice was made on validation.
import { axesOf } from "../../study/grid.ts";
import { baselineOf } from "../comparison.ts";
import { counted } from "../format.ts";
import { escapeMarkdown } from "../markdown.ts";
import type { ArmResults, ExperimentResults, VariantResults } from "../results.ts";
import { axisText } from "../settings.ts";
import { type Band, bandOf } from "./band.ts";
import { type Figure, figureOf } from "./figure.ts";
import { firstOf } from "./first-of.ts";
import { colorAt, labelColors, sequence } from "./palette.ts";
import { panelTitle } from "./panel-title.ts";

const panelHeight = 260;
const mostPanels = 4;
/** Characters of a name that has room beside others. */
const shortName = 24;

interface Line {
  readonly name: string;
  readonly color: string;
  readonly points: readonly (Band & { readonly temperature: number })[];
}

interface Panel {
  readonly arm: ArmResults;
  readonly lines: readonly Line[];
  readonly baseline: (Band & { readonly name: string }) | null;
}

/** null where no arm has two temperatures or more. */
export async function temperatureFigure(results: ExperimentResults): Promise<Figure | null> {
  const every = results.arms.flatMap((arm) => panelOf(results, arm));
  const { shown: panels, note } = firstOf(every, mostPanels);
  if (panels.length === 0) return null;
  const names = panels.map(({ arm }) => arm.spec.name).join(", ");
  const seeds = Math.max(...panels.flatMap(({ arm }) => arm.variants.map(({ rows }) => rows.length)));
  return figureOf(figureSpec(panels), {
    name: `figures/${results.experiment.name}-temperature.svg`,
    alt: `Test accuracy against temperature, one line for each alpha, beside the baseline: ${names}`,
    caption:
      `Test accuracy against temperature, mean and one standard deviation over ${counted(seeds, "seed")} ` +
      `(${escapeMarkdown(names)}). Dashed: the baseline. The choice was made on validation, not here; other axes of a grid are at their chosen values.${note}`,
  });
}

function panelOf(results: ExperimentResults, arm: ArmResults): Panel[] {
  const temperatures = axesOf(arm.spec).find(({ name }) => name === "temperature")?.values ?? [];
  if (arm.chosen === null || temperatures.length < 2) return [];
  const baseline = baselineOf(results, arm);
  const rows = baseline?.chosen?.rows ?? [];
  const level = { name: `baseline: ${baseline?.spec.name}`, ...bandOf(accuracies(rows)) };
  return [{ arm, lines: linesOf(arm, arm.chosen), baseline: rows.length === 0 ? null : level }];
}

function linesOf(arm: ArmResults, chosen: VariantResults): Line[] {
  const alphas = axesOf(arm.spec).find(({ name }) => name === "alpha")?.values ?? [undefined];
  return alphas.map((alpha, i) => ({
    name: alpha === undefined ? arm.spec.name : axisText("alpha", alpha),
    color: colorAt(sequence, i),
    points: arm.variants
      .filter(
        ({ variant, rows }) =>
          rows.length > 0 && variant.alpha === alpha && elsewhereEqual(variant, chosen.variant),
      )
      .map(({ variant, rows }) => ({
        temperature: Number(variant.temperature),
        ...bandOf(accuracies(rows)),
      })),
  }));
}

/** In all axes but the two that the figure shows. */
function elsewhereEqual(a: VariantResults["variant"], b: VariantResults["variant"]): boolean {
  const others = Object.keys(a).filter((axis) => axis !== "temperature" && axis !== "alpha");
  return others.every((axis) => String(a[axis]) === String(b[axis]));
}

function accuracies(rows: VariantResults["rows"]): number[] {
  return rows.map((row) => row.metrics.test.accuracy);
}

function figureSpec(panels: readonly Panel[]) {
  const columns = Math.min(2, panels.length);
  return {
    columns,
    spacing: 36,
    concat: panels.map((panel) => panelSpec(panel, columns === 1 ? 640 : 350)),
    resolve: { scale: { color: "independent" as const } },
  };
}

function panelSpec({ arm, lines, baseline }: Panel, width: number) {
  const values = lines.flatMap(({ name, points }) => points.map((point) => ({ name, ...point })));
  const all = baseline === null ? lines : [...lines, { name: baseline.name, color: labelColors.hard[0] }];
  const scale = { domain: all.map(({ name }) => name), range: all.map(({ color }) => color) };
  const longest = Math.max(...all.map(({ name }) => name.length));
  const columns = longest > shortName ? 1 : width > 400 ? 5 : 2;
  const legend = { title: null, orient: "bottom" as const, columns, labelLimit: width };
  const color = { field: "name", type: "nominal" as const, scale, legend };
  const y = { type: "quantitative" as const, title: "test accuracy, %", scale: { zero: false } };
  const x = temperatureAxis(values.map(({ temperature }) => temperature));
  return {
    width,
    height: panelHeight,
    title: panelTitle(arm.spec.name, [], width),
    layer: [
      ...(baseline === null ? [] : baselineLayers(baseline, color, y)),
      {
        data: { values },
        mark: { type: "area" as const, opacity: 0.15 },
        encoding: { x, y: { field: "low", ...y }, y2: { field: "high" }, color },
      },
      {
        data: { values },
        mark: { type: "line" as const, strokeWidth: 2, point: { size: 40 } },
        encoding: { x, y: { field: "mean", ...y }, color },
      },
    ],
  };
}

function baselineLayers<C, Y extends object>(baseline: Band, color: C, y: Y) {
  const data = { values: [baseline] };
  return [
    {
      data,
      mark: { type: "rect" as const, opacity: 0.12 },
      encoding: { y: { field: "low", ...y }, y2: { field: "high" }, color },
    },
    {
      data,
      mark: { type: "rule" as const, strokeWidth: 2, strokeDash: [6, 4] },
      encoding: { y: { field: "mean", ...y }, color },
    },
  ];
}

/** Logarithmic, as temperatures are tried by factors; a tick for each that was tried. */
function temperatureAxis(temperatures: readonly number[]) {
  const values = [...new Set(temperatures)].sort((a, b) => a - b);
  return {
    field: "temperature",
    type: "quantitative" as const,
    scale: { type: "log" as const, base: 2, domain: [values[0]!, values.at(-1)!], nice: false },
    axis: { title: "temperature T (logarithmic)", values, format: "~g", grid: false },
  };
}
