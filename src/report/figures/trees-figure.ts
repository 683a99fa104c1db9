// Accuracy against the depth and against the leaves of a tree, on validation and on test: one line for each arm and what
// its grid holds beside the size.
import { mean } from "../../numeric/mean.ts";
import type { StudentRow } from "../../results/row.ts";
import { counted } from "../format.ts";
import type { ExperimentResults } from "../results.ts";
import { type TreeLine, treeLines } from "../tree-lines.ts";
import { type Band, bandOf } from "./band.ts";
import { type Figure, figureOf } from "./figure.ts";
import { colorAt, labelColors, labelWarmth } from "./palette.ts";

const panelWidth = 330;
const panelHeight = 260;

const splits = ["validation", "test"] as const;
type Split = (typeof splits)[number];
type Size = "depth" | "leaves";

interface Line {
  readonly name: string;
  readonly color: string;
  readonly dash: readonly number[];
  readonly source: TreeLine;
}

/** null where no arm has trees of different sizes. */
export async function treesFigure(results: ExperimentResults): Promise<Figure | null> {
  const lines = named(treeLines(results).filter(({ variants }) => variants.length > 1));
  if (lines.length === 0) return null;
  const seeds = Math.max(...lines.flatMap(({ source }) => source.variants.map(({ rows }) => rows.length)));
  const names = lines.map(({ name }) => name).join(", ");
  return figureOf(figureSpec(lines), {
    name: `figures/${results.experiment.name}-trees.svg`,
    alt: `Accuracy against the depth and against the number of leaves of a tree, on validation and on test: ${names}`,
    caption:
      `Accuracy of trees, mean and one standard deviation over ${counted(seeds, "seed")}, against their depth and ` +
      "their number of leaves (both logarithmic, means over the seeds). Every point is evaluated on both splits; choices are made on " +
      `validation. Only the top ${shownPoints} percentage points are shown; smaller trees lie below.`,
  });
}

/** Hard labels are warm, soft ones cool; of lines of one colour the later ones are dashed. */
function named(lines: readonly TreeLine[]): Line[] {
  const dashes = [
    [1, 0],
    [6, 3],
    [2, 3],
  ];
  return lines.map((source) => {
    const { spec } = source.arm;
    const palette = labelColors[labelWarmth(spec)];
    const place = lines.filter(({ arm }) => labelWarmth(arm.spec) === labelWarmth(spec)).indexOf(source);
    return {
      name: source.text === "" ? spec.name : `${spec.name}, ${source.text}`,
      color: colorAt(palette, place),
      dash: dashes[Math.min(dashes.length - 1, Math.floor(place / palette.length))]!,
      source,
    };
  });
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
  const scale = { domain: lines.map(({ name }) => name), range: lines.map(({ color }) => color) };
  const legend = {
    title: null,
    orient: "bottom" as const,
    columns: 3,
    labelLimit: 260,
    symbolType: "stroke",
    symbolSize: 260,
  };
  const color = { field: "name", type: "nominal" as const, scale, legend };
  const strokeDash = {
    field: "name",
    type: "nominal" as const,
    scale: { domain: scale.domain, range: lines.map(({ dash }) => [...dash]) },
    legend,
  };
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
