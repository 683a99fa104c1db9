import { readIndex, writeIndex } from "../results-index.ts";
import { exitCode } from "./exit-code.ts";
import { renderIndex } from "./render-index.ts";
import type { Terminal } from "./terminal.ts";

/** Writes README.md into the folder; what could not be read is told there and on stderr. */
export async function indexCommand(folder: string, { stdout, stderr }: Terminal): Promise<number> {
  const entries = await readIndex(folder);
  const path = await writeIndex(folder, renderIndex(entries));
  for (const entry of entries) {
    if (entry.state === "unreadable") stderr.write(`${entry.folder}: ${entry.reason}\n`);
  }
  stdout.write(`${path}\n`);
  return exitCode.allDone;
}
