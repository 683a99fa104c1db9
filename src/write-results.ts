// The results folder of a study. Rows, study and report never change from run to run; timings and environment do,
// and are kept from the run that did the work.
import { access } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { codeVersion } from "./machine/code-version.ts";
import { sweepDrafts } from "./machine/write-whole.ts";
import { figureFolder, requireOwnFigures } from "./report/own-figures.ts";
import { rowsText } from "./results/files.ts";
import { isMade, type Made, noteMade } from "./results/made-files.ts";
import { mergeTimings, type Timing } from "./results/timings.ts";
import { writeText } from "./results/write-text.ts";
import type { RunResults } from "./write-study-files.ts";

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
  results: RunResults,
  costs: RunCosts,
  storeDir: string,
): Promise<void> {
  await requireOwnFigures(folder);
  for (const place of [folder, join(folder, figureFolder)]) await sweepDrafts(place);
  const { study, rows, command } = results;
  const from = [rowsText(rows), JSON.stringify(study), command, codeVersion()];
  const made: Made = { storeDir, study: study.name, folder, from };
  const written = (await isMade(made)) ? null : await madeFiles(folder, results);
  const path = join(folder, "environment.json");
  if (costs.timings.length > 0 || !(await exists(path))) {
    await mergeTimings(join(folder, "timings.jsonl"), costs.timings);
    await writeText(path, `${JSON.stringify(environment(command, costs), null, 2)}\n`);
  }
  if (written !== null) await noteMade(made, written);
}

async function madeFiles(folder: string, results: RunResults): Promise<string[]> {
  // Only here: what draws figures takes long to load.
  const { writeStudyFiles } = await import("./write-study-files.ts");
  return writeStudyFiles(folder, results);
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
