import { counted } from "./format.ts";
import type { ExperimentResults } from "./results.ts";

/** How much of the study the report rests on; empty where all cells are done. */
export function renderProgress(experiments: readonly ExperimentResults[]): string {
  const cells = experiments.reduce((sum, { cells }) => sum + cells, 0);
  const done = experiments
    .flatMap(({ arms }) => arms.flatMap(({ variants }) => variants.flatMap(({ candidates }) => candidates)))
    .reduce((sum, { everySeed }) => sum + everySeed.length, 0);
  const failed = experiments.reduce((sum, results) => sum + results.failed.length, 0);
  if (done >= cells && failed === 0) return "";
  const failures = failed === 0 ? "" : ` ${counted(failed, "failure")} below.`;
  return `> This report is not complete: ${done} of ${counted(cells, "cell")} done.${failures}`;
}
