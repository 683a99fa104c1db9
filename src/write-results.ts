// The results folder of a study. Rows, study and report never change from run to run; timings and environment do,
// and are kept from the run that did the work.
import { access } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import type { Timing } from "./coordinator/events.ts";
import { renderReport } from "./report/report.ts";
import { writeReport } from "./report/write-report.ts";
import { writeResolvedStudy, writeRows } from "./results/files.ts";
import type { Row } from "./results/row.ts";
import { mergeTimings } from "./results/timings.ts";
import { writeText } from "./results/write-text.ts";
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

export async function writeResults(
  folder: string,
  study: Study,
  rows: readonly Row[],
  command: string,
  costs: RunCosts,
): Promise<void> {
  await writeRows(folder, rows);
  await writeResolvedStudy(folder, study);
  await writeReport(folder, await renderReport({ study, rows, command }));
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
