// The files of a results folder that never change from run to run: rows, study, pictures, report.
import { requireWhole } from "./coordinator/rows.ts";
import type { Dataset } from "./data/dataset.ts";
import { renderReport } from "./report/report.ts";
import { writeReport } from "./report/write-report.ts";
import { writeCsv } from "./results/csv.ts";
import { writeResolvedStudy, writeRows } from "./results/files.ts";
import type { Row } from "./results/row.ts";
import { writeSamples } from "./results/samples.ts";
import { shownSamples } from "./shown-samples.ts";
import type { Study } from "./study/schema.ts";

export interface RunResults {
  readonly study: Study;
  readonly rows: readonly Row[];
  /** How a user would make them again. */
  readonly command: string;
  /** By its hash: some test samples become pictures of the report. */
  readonly datasetOf: (hash: string) => Dataset;
}

/** Resolves with their names. */
export async function writeStudyFiles(
  folder: string,
  { study, rows, command, datasetOf }: RunResults,
): Promise<string[]> {
  for (const row of rows) requireWhole(row);
  const samples = shownSamples(study, rows, datasetOf);
  await writeRows(folder, rows);
  await writeCsv(folder, rows);
  await writeResolvedStudy(folder, study);
  await writeSamples(folder, samples);
  const written = await writeReport(folder, await renderReport({ study, rows, samples, command }));
  const pictures = samples.length > 0 ? ["samples.json"] : [];
  return ["results.jsonl", "results.csv", "study.yaml", ...pictures, ...written];
}
