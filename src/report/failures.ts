import { escapeMarkdown, markdownTable } from "./markdown.ts";
import type { ExperimentResults, FailedRow } from "./results.ts";
import { withVariant } from "./settings.ts";

/** Every failed row with its error; empty where nothing failed. */
export function renderFailures(experiments: readonly ExperimentResults[]): string {
  const rows = experiments.flatMap(({ title, failed }) =>
    failed.map((row) => [title, failedName(row), String(row.seed ?? "all"), row.error].map(escapeMarkdown)),
  );
  if (rows.length === 0) return "";
  const columns = ["Experiment", "What", "Seed", "Error"].map((title) => ({ title }));
  const note = "Means, intervals and n in this report count what is done only.";
  return `## What failed\n\n${note}\n\n${markdownTable(columns, rows)}`;
}

/** "Soft tree (T = 3)", "teacher of network" */
export function failedName(row: FailedRow): string {
  if (row.role !== "student") return row.teacher === null ? row.role : `${row.role} of ${row.teacher}`;
  return withVariant(row.arm, row.variant);
}
