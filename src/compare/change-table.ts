import { differenceCell } from "../report/comparison.ts";
import { none, percentSpread } from "../report/format.ts";
import { type Column, escapeMarkdown, markdownTable } from "../report/markdown.ts";
import { pText } from "../report/p-value.ts";
import { variantText } from "../report/settings.ts";
import type { ModelChange, SideOfChange } from "./model-changes.ts";

const columns: readonly Column[] = [
  { title: "Experiment" },
  { title: "Model" },
  { title: "A, % (n)", align: "right" },
  { title: "B, % (n)", align: "right" },
  { title: "B − A, points (95 % CI)" },
  { title: "Pairs", align: "right" },
  { title: "p (Holm)", align: "right" },
  { title: "Finding" },
];

export const changeTableNote =
  "Accuracy on test, mean ± sd over n results; an arm with a grid by the variant that each folder chose on validation. B − A " +
  "is over the seeds that both have done, with the 95 % t interval; p is that of the paired t test, by Holm's correction over " +
  "the table. The same results: equal keys and equal metrics. Higher or lower: at least 5 pairs and p below 0.05. No claim: " +
  "fewer pairs, no spread between them, or an interval that excludes 0 and that the correction takes back.";

export function changeTable(changes: readonly ModelChange[]): string {
  return markdownTable(columns, changes.map(cellsOf));
}

function cellsOf(change: ModelChange): string[] {
  const { experiment, a, b, difference, adjustedP, finding } = change;
  return [
    escapeMarkdown(experiment),
    escapeMarkdown(modelText(change)),
    accuracyText(a),
    accuracyText(b),
    differenceCell(difference),
    String(difference.n),
    escapeMarkdown(pText(adjustedP)),
    finding,
  ];
}

/** "soft labels (T = 3)"; where A and B chose otherwise "soft labels (T = 3 → T = 4)". */
function modelText({ role, name, a, b }: ModelChange): string {
  const [from, to] = [variantText(a.variant), variantText(b.variant)];
  const variant = from === to ? from : `${from || none} → ${to || none}`;
  return `${role === "teacher" ? "teacher " : ""}${name}${variant === "" ? "" : ` (${variant})`}`;
}

function accuracyText({ accuracies }: SideOfChange): string {
  return accuracies.length === 0 ? none : `${percentSpread(accuracies)} (${accuracies.length})`;
}
