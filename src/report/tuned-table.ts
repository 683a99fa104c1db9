// What was tuned for the chosen point of each arm, and what else was tried there.

import { tunedAxesOf } from "../study/grid.ts";
import { canonicalJson } from "../study/key.ts";
import { titledTable } from "./folded.ts";
import { none, percentSpread } from "./format.ts";
import { escapeMarkdown, markdownTable } from "./markdown.ts";
import { named } from "./named.ts";
import type { ArmResults, ExperimentResults, VariantResults } from "./results.ts";
import { axisText, variantText } from "./settings.ts";

/** Empty where no arm tunes anything. */
export function renderTunedTable(results: ExperimentResults): string {
  const lines = results.arms.flatMap(({ spec, chosen }) =>
    tunedAxesOf(spec).length === 0 || chosen === null ? [] : candidateLines(spec.name, chosen),
  );
  if (lines.length === 0) return "";
  const columns = [
    { title: "Model" },
    { title: "Tried" },
    { title: "Validation accuracy, %", align: "right" as const },
    { title: "n", align: "right" as const },
  ];
  const text = `Mean ± sd over n seeds at the chosen point of the grid; bold: chosen. ${atEnds(results.arms)}`;
  return titledTable("What was tuned on validation", text.trim(), markdownTable(columns, lines));
}

function candidateLines(name: string, { variant, tuned, candidates }: VariantResults): string[][] {
  const point = variantText(variant);
  const model = escapeMarkdown(point === "" ? name : `${name} (${point})`);
  return candidates.map((candidate) => {
    const accuracies = candidate.rows.map((row) => row.metrics.validation.accuracy);
    const accuracy = accuracies.length === 0 ? none : percentSpread(accuracies);
    const isChosen = canonicalJson(candidate.tuned) === canonicalJson(tuned);
    const tried = escapeMarkdown(variantText(candidate.tuned));
    return [model, tried, isChosen ? `**${accuracy}**` : accuracy, String(accuracies.length)];
  });
}

/** A choice at an end of its range may lie beyond it. */
function atEnds(arms: readonly ArmResults[]): string {
  const names = arms.flatMap(({ spec, chosen }) =>
    tunedAxesOf(spec).flatMap(({ name, values }) => {
      const value = chosen?.tuned[name];
      const numbers = values.filter((one) => typeof one === "number");
      const isAtEnd = value === Math.min(...numbers) || value === Math.max(...numbers);
      return numbers.length > 1 && isAtEnd ? [`${spec.name} (${axisText(name, value!)})`] : [];
    }),
  );
  return names.length === 0 ? "" : `At an end of what was tried: ${escapeMarkdown(named(names, 10))}.`;
}
