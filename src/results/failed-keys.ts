import { access } from "node:fs/promises";
import { join } from "node:path";
import { readRows } from "./files.ts";

/** Keys of the rows that failed in the last run, each with its error; none where there was no run. */
export async function failedKeys(resultsFolder: string): Promise<ReadonlyMap<string, string>> {
  try {
    await access(join(resultsFolder, "results.jsonl"));
  } catch {
    return new Map(); // never run, which is no error
  }
  const rows = await readRows(resultsFolder);
  return new Map(rows.flatMap((row) => (row.state === "failed" ? [[row.key, row.error] as const] : [])));
}
