import type { Metrics } from "../results/row.ts";
import { none, percentSpread, spread } from "./format.ts";
import { type Column, escapeMarkdown, markdownTable } from "./markdown.ts";
import { type Model, modelsOf } from "./models.ts";
import type { ExperimentResults } from "./results.ts";

/** What each model does on the test split, `mean ± sd` over the seeds, and its validation accuracy. */
export function renderQualityTable(results: ExperimentResults): string {
  return markdownTable(columns, modelsOf(results).map(cellsOf));
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
