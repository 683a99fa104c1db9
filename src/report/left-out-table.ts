// Students that never saw some classes: what they make of these on test.
import { mean } from "../numeric/mean.ts";
import { testAccuracies } from "./accuracy-text.ts";
import { decimal, none, percentSpread, spread } from "./format.ts";
import { leftOutClasses, leftOutCounts, leftOutVariants, rightShare } from "./left-out-variants.ts";
import { blocks, type Column, escapeMarkdown, markdownTable } from "./markdown.ts";
import { choiceOf } from "./models.ts";
import type { ArmResults, ExperimentResults, VariantResults } from "./results.ts";
import { withVariant } from "./settings.ts";

/** A line for each arm and each set of classes that it leaves out, by its best variant on validation; else empty. */
export function renderLeftOutTable({ arms }: ExperimentResults): string {
  const lines = arms.flatMap((arm) => leftOutVariants(arm).map((variant) => cellsOf(arm, variant)));
  if (lines.length === 0) return "";
  const text =
    "Mean ± sd over n seeds. The bias is one number for all of these classes, chosen on validation and added to theirs.";
  return blocks([text, markdownTable(columns, lines)]);
}

const columns: readonly Column[] = [
  { title: "Model" },
  { title: "Left out" },
  ...[
    "n",
    "Test accuracy, %",
    "Test errors",
    "Accuracy on the other classes, %",
    "Accuracy on the left-out classes, %",
    "Errors on them",
    "Their test samples",
    "Bias added",
  ].map((title) => ({ title, align: "right" as const })),
];

function cellsOf({ spec }: ArmResults, variant: VariantResults): string[] {
  const { rows } = variant;
  const classes = leftOutClasses(variant);
  const counts = rows.map((row) => leftOutCounts(row, classes));
  const biases = rows.flatMap(({ leftOutBias }) => (leftOutBias === null ? [] : [leftOutBias]));
  return [
    escapeMarkdown(withVariant(spec.name, choiceOf(variant))),
    classes.join(", "),
    String(rows.length),
    percentSpread(testAccuracies(rows)),
    spread(rows.map((row) => row.metrics.test.errors)),
    percentSpread(counts.map(({ others }) => rightShare(others))),
    percentSpread(counts.map(rightShare)),
    spread(counts.map(({ errors }) => errors)),
    decimal(mean(counts.map(({ samples }) => samples)), 0),
    biasText(biases),
  ];
}

/** "1.36 ± 3.05, in 1 of 5 not 0" */
function biasText(biases: readonly number[]): string {
  if (biases.length === 0) return none;
  const added = biases.filter((bias) => bias !== 0).length;
  return `${spread(biases, 2)}${added === biases.length ? "" : `, in ${added} of ${biases.length} not 0`}`;
}
