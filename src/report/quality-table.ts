import { binomialStandardError } from "../numeric/binomial-standard-error.ts";
import type { Metrics } from "../results/row.ts";
import { titledTable } from "./folded.ts";
import { decimal, none, percentSpread, spread } from "./format.ts";
import { type Column, escapeMarkdown, markdownTable } from "./markdown.ts";
import { type Model, modelsOf } from "./models.ts";
import type { ExperimentResults } from "./results.ts";

/** What each model does on the test split, `mean ± sd` over the seeds, and its validation accuracy. */
export function renderQualityTable(results: ExperimentResults): string {
  const models = modelsOf(results);
  const text = `Mean ± sd over n; an arm with a grid by its chosen variant. ${standardErrorText(models)}`;
  return titledTable("On the test split", text, markdownTable(columns, models.map(cellsOf)));
}

/** What another split of the same size would do to one model's accuracy. */
function standardErrorText(models: readonly Model[]): string {
  const onTest = standardErrors(models, "test");
  return `The binomial standard error of one model's accuracy is ${onTest}, and ${standardErrors(models, "validation")}.`;
}

/** "0.20 to 0.34 points on n = 10,000 test samples" */
function standardErrors(models: readonly Model[], split: "test" | "validation"): string {
  const all = models.flatMap(({ rows }) => rows.map((row) => row.metrics[split]));
  const errors = all.map(({ accuracy, samples }) => 100 * binomialStandardError(accuracy, samples));
  const [least, most] = [Math.min(...errors), Math.max(...errors)].map((error) => decimal(error, 2));
  const range = least === most ? least : `${least} to ${most}`;
  return `${range} points on n = ${decimal(all[0]?.samples ?? 0, 0)} ${split} samples`;
}

const columns: readonly Column[] = [
  { title: "Model" },
  ...[
    "n",
    "Validation accuracy, %",
    "Test accuracy, %",
    "Errors",
    "NLL",
    "Brier",
    "ECE",
    "Agreement with teacher, %",
    "KL to teacher",
  ].map((title) => ({ title, align: "right" as const })),
];

function cellsOf({ name, rows }: Model): string[] {
  const tests = rows.map((row) => row.metrics.test);
  const agreement = known(tests, ({ teacherAgreement }) => teacherAgreement);
  const kl = known(tests, ({ teacherKl }) => teacherKl);
  return [
    escapeMarkdown(name),
    String(rows.length),
    percentSpread(rows.map((row) => row.metrics.validation.accuracy)),
    percentSpread(tests.map(({ accuracy }) => accuracy)),
    spread(
      tests.map(({ errors }) => errors),
      tests.length === 1 ? 0 : 1,
    ),
    ...[(test: Metrics) => test.nll, (test: Metrics) => test.brier, (test: Metrics) => test.ece].map(
      (value) => spread(tests.map(value), 3),
    ),
    agreement.length === 0 ? none : percentSpread(agreement),
    kl.length === 0 ? none : spread(kl, 3),
  ];
}

/** Without a teacher there is nothing to agree with. */
function known(tests: readonly Metrics[], value: (test: Metrics) => number | null): number[] {
  return tests.map(value).filter((number) => number !== null);
}
