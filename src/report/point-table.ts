import { mean } from "../numeric/mean.ts";
import { axisWords } from "../study/axis-words.ts";
import type { AxisName, AxisValue } from "../study/grid.ts";
import { testAccuracies } from "./accuracy-text.ts";
import { differenceCell } from "./comparison.ts";
import { pointLines } from "./family.ts";
import { isLong, titledTable } from "./folded.ts";
import { counted, decimal, percentSpread } from "./format.ts";
import { blocks, type Column, escapeMarkdown, markdownTable } from "./markdown.ts";
import { choiceOf } from "./models.ts";
import { pText } from "./p-value.ts";
import type { Point, PointLine } from "./point-lines.ts";
import { type ProbabilityMetric, probabilityCell } from "./probability-change.ts";
import type { ExperimentResults, VariantResults } from "./results.ts";
import { seedPairs } from "./seed-pairs.ts";
import { axisText, variantText } from "./settings.ts";
import { correctionText } from "./tested.ts";
import { verdictCounts } from "./verdict-words.ts";

/** More tables than these are for the reader to open. */
const mostTables = 4;

/** Each value is named, unless there are more. */
const mostValues = 20;

/** For each arm, and each axis that its baseline has, too, both value by value; empty where there is none. */
export function renderPointTables(results: ExperimentResults): string {
  const lines = pointLines(results);
  return blocks(lines.map((line) => pointTable(line, lines.length > mostTables)));
}

function pointTable(line: PointLine, isOneOfMany: boolean): string {
  const { arm, baseline, axis, points } = line;
  const [name, baselineName] = [arm, baseline].map(({ spec }) => escapeMarkdown(spec.name));
  const columns = columnsOf(name!, baselineName!, axis).filter(({ cell }) =>
    points.some((p) => cell(p) !== ""),
  );
  const table = markdownTable(
    columns,
    points.map((point) => columns.map(({ cell }) => cell(point))),
  );
  const title = `${name} against ${baselineName}, by ${axisWords(axis)}`;
  return titledTable(title, summaryText(line), table, isOneOfMany || isLong(table));
}

interface PointColumn extends Column {
  readonly cell: (point: Point) => string;
}

/** One that is empty in each row is left out. */
function columnsOf(name: string, baselineName: string, axis: AxisName): PointColumn[] {
  return [
    { title: "", cell: ({ value }) => escapeMarkdown(axisText(axis, value)) },
    ...modelColumns(baselineName, axis, ({ other }) => other),
    ...modelColumns(name, axis, ({ own }) => own),
    {
      title: "Paired difference, points (95 % CI)",
      align: "right",
      cell: ({ difference }) => differenceCell(difference),
    },
    { title: "n", align: "right", cell: ({ difference }) => String(difference.n) },
    { title: "Adjusted p", align: "right", cell: ({ adjustedP }) => pText(adjustedP) },
    { title: "NLL (95 % CI of the difference)", align: "right", cell: probabilityText("nll") },
    { title: "ECE (95 % CI of the difference)", align: "right", cell: probabilityText("ece") },
  ];
}

/** From the baseline to the arm. */
function probabilityText(metric: ProbabilityMetric): PointColumn["cell"] {
  return ({ own, other }) => probabilityCell(seedPairs(own.everySeed, other.everySeed), metric);
}

function modelColumns(name: string, axis: AxisName, of: (point: Point) => VariantResults): PointColumn[] {
  return [
    {
      title: `${name}, test %`,
      align: "right",
      cell: (point) => percentSpread(testAccuracies(of(point).rows)),
    },
    { title: "leaves", align: "right", cell: (point) => leavesText(of(point)) },
    { title: "chosen on validation", cell: (point) => otherAxesText(of(point), axis) },
  ];
}

function leavesText({ rows }: VariantResults): string {
  const leaves = rows.flatMap(({ tree }) => (tree === null ? [] : [tree.leaves]));
  return leaves.length === 0 ? "" : decimal(mean(leaves), 0);
}

function otherAxesText(point: VariantResults, axis: AxisName): string {
  const { [axis]: _, ...others } = choiceOf(point);
  return escapeMarkdown(variantText(others));
}

function summaryText({ axis, points }: PointLine): string {
  const counts = verdictCounts(
    points.map(({ value, verdict }) => ({ verdict, name: valueText(value) })),
    mostValues,
  );
  const values = `${counted(points.length, "value")} of ${axisWords(axis)}`;
  return `Of ${values}${correctionText(points)}: ${counts}.`;
}

/** Without the name of its axis. */
export function valueText(value: AxisValue): string {
  return escapeMarkdown(typeof value === "object" ? value.join("-") || "none" : String(value));
}
