import { mean } from "../numeric/mean.ts";
import { decimal } from "./format.ts";
import { blocks, details, escapeMarkdown, markdownTable } from "./markdown.ts";
import { type Model, modelsOf } from "./models.ts";
import type { ExperimentResults } from "./results.ts";

/** A matrix of more classes is longer than it is useful. */
const mostClasses = 10;

/** Of the first teacher and of the best student (on validation); empty where the classes are many. */
export function renderConfusion(results: ExperimentResults): string {
  const models = modelsOf(results);
  const teacher = models.find(({ role }) => role === "teacher");
  const student = bestStudent(models);
  const shown = [teacher, student].filter((model) => model !== undefined);
  const classes = shown[0]?.rows[0]?.metrics.test.confusion.length ?? 0;
  if (classes === 0 || classes > mostClasses) return "";
  return details("Confusion matrices on test", blocks(shown.map(matrix)));
}

function bestStudent(models: readonly Model[]): Model | undefined {
  const accuracy = ({ rows }: Model) => mean(rows.map((row) => row.metrics.validation.accuracy));
  const students = models.filter(({ role }) => role === "student");
  return students.reduce<Model | undefined>(
    (best, model) => (best === undefined || accuracy(model) > accuracy(best) ? model : best),
    undefined,
  );
}

function matrix({ role, name, rows }: Model): string {
  const sums = summed(rows.map((row) => row.metrics.test.confusion));
  const what = role === "teacher" ? "the teacher" : "the best student on validation";
  const columns = sums.map((_, label) => ({ title: String(label), align: "right" as const }));
  const table = markdownTable(
    [{ title: "true \\ predicted" }, ...columns],
    sums.map((counts, label) => [`**${label}**`, ...counts.map((count) => decimal(count, 0))]),
  );
  return `${escapeMarkdown(name)}, ${what}; samples, summed over n = ${rows.length}:\n\n${table}`;
}

function summed(matrices: readonly (readonly (readonly number[])[])[]): number[][] {
  const [first = [], ...others] = matrices;
  return first.map((counts, i) =>
    counts.map((count, j) => others.reduce((sum, other) => sum + (other[i]?.[j] ?? 0), count)),
  );
}
