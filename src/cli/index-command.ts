import { readIndex, writeIndex } from "../results-index.ts";
import { exitCode } from "./exit-code.ts";
import { renderIndex } from "./render-index.ts";
import type { Terminal } from "./terminal.ts";

/** Writes README.md into the folder; what could not be read is told there, on stderr and by the exit code. */
export async function indexCommand(folder: string, { stdout, stderr }: Terminal): Promise<number> {
  const entries = await readIndex(folder);
  const path = await writeIndex(folder, renderIndex(entries));
  const unreadable = entries.filter((entry) => entry.state === "unreadable");
  for (const { folder: name, reason } of unreadable) stderr.write(`${name}: ${reason}\n`);
  stdout.write(`${path}\n`);
  return unreadable.length === 0 ? exitCode.allDone : exitCode.userError;
}
