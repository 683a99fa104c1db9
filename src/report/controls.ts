// The controls of an experiment: a table, and a family of tests, of their own.
import { controlKind, mustNotGain } from "./control-kind.ts";
import { controlSentence } from "./control-sentence.ts";
import { controlRows } from "./headline.ts";
import { comparisonLines } from "./headline-table.ts";
import { blocks, type Column, escapeMarkdown, markdownTable } from "./markdown.ts";
import type { ExperimentResults } from "./results.ts";

/** Empty without a control. */
export function renderControls(results: ExperimentResults): string {
  const controls = results.arms.filter(({ spec }) => spec.control);
  if (controls.length === 0) return "";
  const rows = controlRows(results);
  const table = markdownTable(
    columns,
    controls.flatMap((arm, i) => {
      const row = rows[i]!;
      const kind = controlKind(results, arm);
      const control = [
        escapeMarkdown(row.model),
        `${kind}${mustNotGain(results, arm) ? "; must not gain" : ""}`,
        escapeMarkdown(row.settings),
        row.accuracy,
        String(row.n),
      ];
      return comparisonLines(control, row.comparisons);
    }),
  );
  return blocks([controlSentence(results), table]);
}

const columns: readonly Column[] = [
  { title: "Control" },
  { title: "What it is" },
  { title: "Labels and settings" },
  { title: "Test accuracy, %", align: "right" },
  { title: "n", align: "right" },
  { title: "Paired difference to its baseline, points (95 % CI)" },
  { title: "Adjusted p", align: "right" },
];
