import { compareResults, type ResultsFolder } from "../compare/compare.ts";
import { renderComparison } from "../compare/render-comparison.ts";
import { readResolvedStudy, readRows } from "../results/files.ts";
import { exitCode } from "./exit-code.ts";
import type { CompareFlags } from "./flags.ts";
import type { Terminal } from "./terminal.ts";

/** What differs between two results folders; that something does is no failure. */
export async function compareCommand(
  a: string,
  b: string,
  flags: CompareFlags,
  { stdout }: Terminal,
): Promise<number> {
  const comparison = compareResults(await resultsIn(a), await resultsIn(b));
  stdout.write(flags.json ? `${JSON.stringify(comparison)}\n` : renderComparison(comparison));
  return exitCode.allDone;
}

async function resultsIn(folder: string): Promise<ResultsFolder> {
  return { folder, study: await readResolvedStudy(folder), rows: await readRows(folder) };
}
