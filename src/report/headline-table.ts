import { type HeadlineRow, headlineRows } from "./headline.ts";
import { type Column, escapeMarkdown, markdownTable } from "./markdown.ts";
import type { ExperimentResults } from "./results.ts";

export function renderHeadlineTable(experiments: readonly ExperimentResults[]): string {
  const several = experiments.length > 1;
  const rows = headlineRows(experiments);
  const named = rows.map((row, i) => ({ ...row, first: row.experiment !== rows[i - 1]?.experiment }));
  return markdownTable(
    several ? [{ title: "Experiment" }, ...columns] : columns,
    named.map((row) => [
      ...(several ? [row.first ? escapeMarkdown(row.experiment) : ""] : []),
      ...cellsOf(row),
    ]),
  );
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

function cellsOf(row: HeadlineRow): string[] {
  return [
    escapeMarkdown(row.model),
    escapeMarkdown(row.settings),
    row.accuracy,
    row.errors,
    String(row.n),
    differenceText(row),
    row.adjustedP,
    row.reference,
  ];
}

/** "+2.4 (1.1 to 3.7) against hard tree"; empty without a baseline. */
export function differenceText({ difference, baseline, countedWith }: HeadlineRow): string {
  if (difference === "") return "";
  const same = countedWith === "" ? "" : `; counted once with ${escapeMarkdown(countedWith)}`;
  return `${difference} against ${escapeMarkdown(baseline)}${same}`;
}
