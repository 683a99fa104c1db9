import { type HeadlineComparison, type HeadlineRow, headlineRows } from "./headline.ts";
import { type Column, escapeMarkdown, markdownTable } from "./markdown.ts";
import type { ExperimentResults } from "./results.ts";

export function renderHeadlineTable(experiments: readonly ExperimentResults[]): string {
  const several = experiments.length > 1;
  const rows = headlineRows(experiments);
  const lines = rows.flatMap((row, i) => {
    const isFirst = row.experiment !== rows[i - 1]?.experiment;
    const experiment = isFirst ? escapeMarkdown(row.experiment) : "";
    return linesOf(row).map((cells, line) => (several ? [line === 0 ? experiment : "", ...cells] : cells));
  });
  return markdownTable(several ? [{ title: "Experiment" }, ...columns] : columns, lines);
}

const columns: readonly Column[] = [
  { title: "Model" },
  { title: "Labels and settings" },
  { title: "Test accuracy, %", align: "right" },
  { title: "Test errors", align: "right" },
  { title: "n", align: "right" },
  { title: "Paired difference to its baseline, points (95 % CI)" },
  { title: "Adjusted p", align: "right" },
  { title: "Reference, %", align: "right" },
];

function linesOf({ comparisons, ...row }: HeadlineRow): string[][] {
  const model = [
    escapeMarkdown(row.model),
    escapeMarkdown(row.settings),
    row.accuracy,
    row.errors,
    String(row.n),
  ];
  return comparisonLines(model, comparisons, [row.reference]);
}

/** One for each baseline, and one without any; what is of the model, before and after it, stands in the first alone. */
export function comparisonLines(
  before: readonly string[],
  comparisons: readonly HeadlineComparison[],
  after: readonly string[] = [],
): string[][] {
  const [first, ...others] = comparisons;
  const blank = (cells: readonly string[]) => cells.map(() => "");
  return [
    [...before, ...comparisonCells(first), ...after],
    ...others.map((comparison) => [...blank(before), ...comparisonCells(comparison), ...blank(after)]),
  ];
}

/** "+2.4 (1.1 to 3.7) against hard tree", and its adjusted p; empty without a baseline. */
function comparisonCells(comparison: HeadlineComparison | undefined): string[] {
  if (comparison === undefined) return ["", ""];
  const { baseline, difference, countedWith, adjustedP } = comparison;
  const same = countedWith === "" ? "" : `; counted once with ${escapeMarkdown(countedWith)}`;
  return [`${difference} against ${escapeMarkdown(baseline)}${same}`, adjustedP];
}
