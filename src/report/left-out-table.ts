// Students that never saw some classes: what they make of these on test.
import { mean } from "../numeric/mean.ts";
import type { StudentRow } from "../results/row.ts";
import { groupBy } from "../study/group-by.ts";
import { testAccuracies } from "./accuracy-text.ts";
import { chosenOf } from "./chosen-variant.ts";
import { decimal, none, percentSpread, spread } from "./format.ts";
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
    "Accuracy on the left-out classes, %",
    "Errors on them",
    "Their test samples",
    "Bias added",
  ].map((title) => ({ title, align: "right" as const })),
];

function leftOutVariants({ variants }: ArmResults): VariantResults[] {
  const leavingOut = variants.filter((variant) => classesOf(variant).length > 0);
  return groupBy(leavingOut, (variant) => classesOf(variant).join())
    .map(chosenOf)
    .filter((variant) => variant !== null);
}

/** As the cells had them; none where nothing is done. */
function classesOf({ rows }: VariantResults): readonly number[] {
  return rows[0]?.spec.leftOutClasses ?? [];
}

function cellsOf({ spec }: ArmResults, variant: VariantResults): string[] {
  const { rows } = variant;
  const classes = classesOf(variant);
  const counts = rows.map((row) => leftOutCounts(row, classes));
  const biases = rows.flatMap(({ leftOutBias }) => (leftOutBias === null ? [] : [leftOutBias]));
  return [
    escapeMarkdown(withVariant(spec.name, choiceOf(variant))),
    classes.join(", "),
    String(rows.length),
    percentSpread(testAccuracies(rows)),
    spread(rows.map((row) => row.metrics.test.errors)),
    percentSpread(counts.map(({ samples, errors }) => 1 - errors / samples)),
    spread(counts.map(({ errors }) => errors)),
    decimal(mean(counts.map(({ samples }) => samples)), 0),
    biases.length === 0 ? none : spread(biases, 2),
  ];
}

/** Rows of the confusion matrix are true classes. */
function leftOutCounts({ metrics }: StudentRow, classes: readonly number[]) {
  const truly = classes.map((label) => metrics.test.confusion[label] ?? []);
  const samples = truly.flat().reduce((sum, count) => sum + count, 0);
  const right = classes.reduce((sum, label, i) => sum + (truly[i]?.[label] ?? 0), 0);
  return { samples, errors: samples - right };
}
