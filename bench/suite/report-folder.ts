// The results folder of the benches: JSON files in, report.md and its figures out.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot } from "../../src/package-root.ts";
import { writeReport } from "../../src/report/report.ts";
import { UserError } from "../../src/user-error.ts";
import { readResults } from "../peers/results.ts";
import { readStudyTimes } from "./ablation-goal.ts";
import { questionNames } from "./questions.ts";
import { renderBenchReport } from "./render-report.ts";
import { type BenchResult, schemaVersion } from "./result.ts";

/** The path of the report. A bench that was never measured is left out of it. */
export async function remakeReport(folder: string): Promise<string> {
  const results: BenchResult[] = [];
  for (const name of questionNames) {
    const result = await readResult(join(folder, `${name}.json`));
    if (result !== null) results.push(result);
  }
  const peers = await readResults(join(folder, "peers.json"));
  const ablation = await readStudyTimes(join(packageRoot(), "results", "ablation"));
  await writeReport(folder, await renderBenchReport({ results, peers, ablation }));
  return join(folder, "report.md");
}

async function readResult(path: string): Promise<BenchResult | null> {
  const text = await textIfThere(path);
  if (text === null) return null;
  const result = JSON.parse(text) as BenchResult;
  if (result.schemaVersion === schemaVersion) return result;
  throw new UserError(
    `${path}: Expected version ${schemaVersion}, got ${result.schemaVersion}. Measure it again.`,
  );
}

async function textIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
