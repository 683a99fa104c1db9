import { confusedModels, confusedRole } from "./confused-models.ts";
import { summedConfusion } from "./confusion.ts";
import { decimal } from "./format.ts";
import { blocks, details, escapeMarkdown, markdownTable } from "./markdown.ts";
import type { Model } from "./models.ts";
import type { ExperimentResults } from "./results.ts";

/** A matrix of more classes is longer than it is useful. */
const mostClasses = 10;

/** Of the best student (on validation) and of its teacher; empty where the classes are many. */
export function renderConfusion(results: ExperimentResults): string {
  const shown = confusedModels(results);
  const classes = shown[0]?.rows[0]?.metrics.test.confusion.length ?? 0;
  if (classes === 0 || classes > mostClasses) return "";
  const names = results.datasets[0]?.names?.classes ?? [];
  const tables = shown.map((model) => matrix(model, confusedRole(results, model), names));
  return details("Confusion matrices on test", blocks(tables));
}

/** `classes`: their names, where they have any. */
function matrix({ name, rows }: Model, role: string, classes: readonly string[]): string {
  const sums = summedConfusion(rows);
  const nameOf = (label: number) => escapeMarkdown(classes[label] ?? String(label));
  const columns = sums.map((_, label) => ({ title: nameOf(label), align: "right" as const }));
  const table = markdownTable(
    [{ title: "true \\ predicted" }, ...columns],
    sums.map((counts, label) => [`**${nameOf(label)}**`, ...counts.map((count) => decimal(count, 0))]),
  );
  return `${escapeMarkdown(name)}, the ${role}; samples, summed over n = ${rows.length}:\n\n${table}`;
}
