// The results folder of a study. Rows, study and report never change from run to run; timings and environment do,
// and are kept from the run that did the work.
import { access } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import type { Timing } from "./coordinator/events.ts";
import { requireWhole } from "./coordinator/rows.ts";
import type { Dataset } from "./data/dataset.ts";
import { codeVersion } from "./machine/code-version.ts";
import { sweepDrafts } from "./machine/write-whole.ts";
import { figureFolder, requireOwnFigures } from "./report/own-figures.ts";
import { writeCsv } from "./results/csv.ts";
import { rowsText, writeResolvedStudy, writeRows } from "./results/files.ts";
import { isMade, type Made, noteMade } from "./results/made-files.ts";
import type { Row } from "./results/row.ts";
import { writeSamples } from "./results/samples.ts";
import { mergeTimings } from "./results/timings.ts";
import { writeText } from "./results/write-text.ts";
import { shownSamples } from "./shown-samples.ts";
import type { Study } from "./study/schema.ts";

export interface RunCosts {
  readonly engine: string;
  readonly workers: number;
  readonly wallMs: number;
  readonly peakBytes: number | null;
  readonly timings: readonly Timing[];
  readonly rows: number;
  readonly cachedRows: number;
}

export interface RunResults {
  readonly study: Study;
  readonly rows: readonly Row[];
  readonly command: string;
  /** By its hash: some test samples become pictures of the report. */
  readonly datasetOf: (hash: string) => Dataset;
}

export async function writeResults(
  folder: string,
  { study, rows, command, datasetOf }: RunResults,
  costs: RunCosts,
  storeDir: string,
): Promise<void> {
  await requireOwnFigures(folder);
  for (const place of [folder, join(folder, figureFolder)]) await sweepDrafts(place);
  const from = [rowsText(rows), JSON.stringify(study), command, codeVersion()];
  const made: Made = { storeDir, study: study.name, folder, from };
  const written = (await isMade(made)) ? null : await writeFiles(folder, { study, rows, command, datasetOf });
  const path = join(folder, "environment.json");
  if (costs.timings.length > 0 || !(await exists(path))) {
    await mergeTimings(join(folder, "timings.jsonl"), costs.timings);
    await writeText(path, `${JSON.stringify(environment(command, costs), null, 2)}\n`);
  }
  if (written !== null) await noteMade(made, written);
}

/** What never changes from run to run; resolves with the names of the files. */
async function writeFiles(
  folder: string,
  { study, rows, command, datasetOf }: RunResults,
): Promise<string[]> {
  for (const row of rows) requireWhole(row);
  const samples = shownSamples(study, rows, datasetOf);
  await writeRows(folder, rows);
  await writeCsv(folder, rows);
  await writeResolvedStudy(folder, study);
  await writeSamples(folder, samples);
  // Only here: what draws figures takes long to load.
  const { renderReport } = await import("./report/report.ts");
  const { writeReport } = await import("./report/write-report.ts");
  const written = await writeReport(folder, await renderReport({ study, rows, samples, command }));
  const pictures = samples.length > 0 ? ["samples.json"] : [];
  return ["results.jsonl", "results.csv", "study.yaml", ...pictures, ...written];
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function environment(command: string, { timings, wallMs, ...costs }: RunCosts) {
  return {
    command,
    ...costs,
    jobs: timings.length,
    wallMs: Math.round(wallMs),
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryBytes: totalmem(),
  };
}
