// What was tuned for the chosen point of each arm, and what else was tried there.

import { tunedAxesOf } from "../study/grid.ts";
import { canonicalJson } from "../study/key.ts";
import { titledTable } from "./folded.ts";
import { none, spread } from "./format.ts";
import { blocks, escapeMarkdown, markdownTable } from "./markdown.ts";
import type { ExperimentResults, VariantResults } from "./results.ts";
import { variantText, withVariant } from "./settings.ts";
import { renderTriedEnds } from "./tried-ends.ts";

/** With the choices that lie at an end of what was tried. Empty where no arm tunes anything, or a learning rate in its grid. */
export function renderTunedTable(results: ExperimentResults): string {
  const lines = results.arms.flatMap(({ spec, chosen }) =>
    tunedAxesOf(spec).length === 0 || chosen === null ? [] : candidateLines(spec.name, chosen),
  );
  return blocks([candidateTable(lines), renderTriedEnds(results)]);
}

function candidateTable(lines: readonly string[][]): string {
  if (lines.length === 0) return "";
  const columns = [
    { title: "Model" },
    { title: "Tried" },
    { title: "Validation accuracy, %", align: "right" as const },
    { title: "n", align: "right" as const },
  ];
  const text = "Mean ± sd over n seeds at the chosen point of the grid; bold: chosen.";
  return titledTable("What was tuned on validation", text, markdownTable(columns, lines));
}

function candidateLines(name: string, { variant, tuned, candidates }: VariantResults): string[][] {
  const model = escapeMarkdown(withVariant(name, variant));
  return candidates.map((candidate) => {
    const accuracies = candidate.rows.map((row) => 100 * row.metrics.validation.accuracy);
    const accuracy = accuracies.length === 0 ? none : spread(accuracies, 2);
    const isChosen = canonicalJson(candidate.tuned) === canonicalJson(tuned);
    const tried = escapeMarkdown(variantText(candidate.tuned));
    return [model, tried, isChosen ? `**${accuracy}**` : accuracy, String(accuracies.length)];
  });
}
