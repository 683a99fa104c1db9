// The results folder of a study. Rows, study and report never change from run to run; timings and environment do,
// and are kept from the run that did the work.
import { access } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import type { Timing } from "./coordinator/events.ts";
import type { Dataset } from "./data/dataset.ts";
import { sweepDrafts } from "./machine/write-whole.ts";
import { renderReport } from "./report/report.ts";
import { writeReport } from "./report/write-report.ts";
import { writeCsv } from "./results/csv.ts";
import { writeResolvedStudy, writeRows } from "./results/files.ts";
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
): Promise<void> {
  const samples = shownSamples(study, rows, datasetOf);
  for (const place of [folder, join(folder, "figures")]) await sweepDrafts(place);
  await writeRows(folder, rows);
  await writeCsv(folder, rows);
  await writeResolvedStudy(folder, study);
  await writeSamples(folder, samples);
  await writeReport(folder, await renderReport({ study, rows, samples, command }));
  const path = join(folder, "environment.json");
  if (costs.timings.length === 0 && (await exists(path))) return;
  await mergeTimings(join(folder, "timings.jsonl"), costs.timings);
  await writeText(path, `${JSON.stringify(environment(command, costs), null, 2)}\n`);
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
