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
  const teachers = new Set(models.flatMap(({ teacher }) => teacher ?? []));
  const columns = allColumns.filter(({ ofSeveralTeachers }) => !ofSeveralTeachers || teachers.size > 1);
  const cells = models.map((model) => columns.map(({ cell }) => cell(model)));
  return titledTable("On the test split", text, markdownTable(columns, cells));
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

interface QualityColumn extends Column {
  readonly cell: (model: Model) => string;
  /** Left out where all models have one teacher. */
  readonly ofSeveralTeachers?: boolean;
}

const right = { align: "right" } as const;

const allColumns: readonly QualityColumn[] = [
  { title: "Model", cell: ({ name }) => escapeMarkdown(name) },
  { title: "n", ...right, cell: ({ rows }) => String(rows.length) },
  {
    title: "Validation accuracy, %",
    ...right,
    cell: ({ rows }) => percentSpread(rows.map((row) => row.metrics.validation.accuracy)),
  },
  { title: "Test accuracy, %", ...right, cell: (model) => percentSpread(testValues(model, "accuracy")) },
  {
    title: "Errors",
    ...right,
    cell: (model) => spread(testValues(model, "errors"), model.rows.length === 1 ? 0 : 1),
  },
  { title: "NLL", ...right, cell: (model) => spread(testValues(model, "nll"), 3) },
  { title: "Brier", ...right, cell: (model) => spread(testValues(model, "brier"), 3) },
  { title: "ECE", ...right, cell: (model) => spread(testValues(model, "ece"), 3) },
  { title: "Teacher", cell: ({ teacher }) => escapeMarkdown(teacher ?? none), ofSeveralTeachers: true },
  {
    title: "Agreement with teacher, %",
    ...right,
    cell: (model) => known(testValues(model, "teacherAgreement"), percentSpread),
  },
  {
    title: "KL to teacher",
    ...right,
    cell: (model) => known(testValues(model, "teacherKl"), (values) => spread(values, 3)),
  },
];

/** Without a teacher there are none of agreement and KL. */
function testValues({ rows }: Model, metric: keyof Metrics): number[] {
  return rows.map((row) => row.metrics.test[metric]).filter((value) => value !== null);
}

function known(values: readonly number[], text: (values: readonly number[]) => string): string {
  return values.length === 0 ? none : text(values);
}
