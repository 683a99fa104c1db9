// Accuracy against the depth and against the leaves of a tree, on validation and on test: one line for each arm and what
// its grid holds beside the size.
import { mean } from "../../numeric/mean.ts";
import type { StudentRow } from "../../results/row.ts";
import type { ExperimentResults } from "../results.ts";
import { seedsText } from "../seeds-text.ts";
import { axisText } from "../settings.ts";
import { type TreeLine, treeLines } from "../tree-lines.ts";
import { type Band, bandOf, testBand } from "./band.ts";
import { extremesText } from "./extremes-text.ts";
import { type Figure, figureOf } from "./figure.ts";
import { lineChannels, type NamedLine } from "./line-legend.ts";
import { lineStyles } from "./line-style.ts";

const panelWidth = 330;
const panelHeight = 260;

const splits = ["validation", "test"] as const;
type Split = (typeof splits)[number];
type Size = "depth" | "leaves";

interface Line extends NamedLine {
  readonly source: TreeLine;
}

/** null where no arm has trees of different sizes. */
export async function treesFigure(results: ExperimentResults): Promise<Figure | null> {
  const lines = named(treeLines(results).filter(({ variants }) => variants.length > 1));
  if (lines.length === 0) return null;
  const seeds = seedsText(lines.flatMap(({ source }) => source.variants.map(({ rows }) => rows.length)));
  return figureOf(figureSpec(lines), {
    name: `figures/${results.experiment.name}-trees.svg`,
    alt: `Accuracy against the depth and against the number of leaves of a tree, on validation and on test. On test, ${lines.map(lineText).join("; ")}.`,
    caption:
      `Accuracy of trees, mean and one standard deviation over ${seeds}, against their depth and ` +
      "their number of leaves (both logarithmic, means over the seeds). Every point is evaluated on both splits; choices are made on " +
      `validation. Only the top ${shownPoints} percentage points are shown; smaller trees lie below.`,
  });
}

function named(lines: readonly TreeLine[]): Line[] {
  const styles = lineStyles(lines.map(({ arm }) => arm.spec));
  return lines.map((source, index) => {
    const { name } = source.arm.spec;
    return { name: source.text === "" ? name : `${name}, ${source.text}`, ...styles[index]!, source };
  });
}

function lineText({ name, source }: Line): string {
  const points = source.variants.map(({ variant, rows }) => ({
    at: axisText(source.axis, variant[source.axis]!),
    ...testBand(rows),
  }));
  return `${name}: ${extremesText(points)}`;
}

function figureSpec(lines: readonly Line[]) {
  const range = accuracyRange(lines);
  const panels = (["depth", "leaves"] as const).flatMap((size) =>
    splits.map((split) => panelSpec(lines, size, split, range)),
  );
  return { columns: 2, spacing: 34, concat: panels, resolve: { scale: { color: "shared" as const } } };
}

interface Point extends Band {
  readonly name: string;
  readonly size: number;
}

function pointsOf({ name, source }: Line, size: Size, split: Split): Point[] {
  return source.variants.map(({ rows }) => ({
    name,
    size: Math.max(1, mean(rows.map((row) => sizeOf(row, size)))),
    ...bandOf(rows.map((row) => row.metrics[split].accuracy)),
  }));
}

/** From the last point below the range on, so that a line comes in from its edge. */
function inRange(points: readonly Point[], lowest: number): readonly Point[] {
  const first = points.findIndex(({ mean }) => mean >= lowest);
  return points.slice(Math.max(0, first - 1));
}

const sizeOf = ({ tree }: StudentRow, size: Size): number => tree?.[size] ?? 0;

function panelSpec(lines: readonly Line[], size: Size, split: Split, range: [number, number]) {
  const shown = size === "depth" ? lines.filter(({ source }) => source.axis === "maxDepth") : lines;
  const values = shown.flatMap((line) => inRange(pointsOf(line, size, split), range[0]));
  const { color, strokeDash } = lineChannels(lines, { columns: 3, labelLimit: 260 });
  const y = {
    type: "quantitative" as const,
    title: `${split} accuracy, %`,
    scale: { zero: false, nice: true, domain: range },
  };
  const x = {
    field: "size",
    type: "quantitative" as const,
    scale: { type: "log" as const, base: size === "depth" ? 2 : 10, nice: false, padding: 4 },
    axis: { title: size === "depth" ? "depth" : "leaves", format: "~s", grid: false, tickCount: 6 },
  };
  return {
    width: panelWidth,
    height: panelHeight,
    title: { text: `${split}, by ${size}` },
    data: { values },
    layer: [
      {
        mark: { type: "area" as const, opacity: 0.13, clip: true },
        encoding: { x, y: { field: "low", ...y }, y2: { field: "high" }, color },
      },
      {
        mark: { type: "line" as const, strokeWidth: 2, point: { size: 22 }, clip: true },
        encoding: { x, y: { field: "mean", ...y }, color, strokeDash },
      },
    ],
  };
}

/** Points below the best size, of which a figure has room for. */
const shownPoints = 10;

/** One range for all panels, so that they can be compared. */
function accuracyRange(lines: readonly Line[]): [number, number] {
  const bands = lines.flatMap((line) => splits.flatMap((split) => pointsOf(line, "leaves", split)));
  const highest = Math.max(...bands.map(({ high }) => high));
  return [Math.max(Math.min(...bands.map(({ low }) => low)), highest - shownPoints), highest];
}
