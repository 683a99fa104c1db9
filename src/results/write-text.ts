// A results file is either the old one or the new one, never half of it: written beside, flushed, renamed, and the
// folder's entry flushed as well.
import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { UserError } from "../user-error.ts";

/** Makes the folder where it is missing. A disk that refuses is a `UserError`. */
export async function writeText(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFileAtomic(path, text, { encoding: "utf8" });
    await flushFolder(dirname(path));
  } catch (cause) {
    throw new UserError(
      `Cannot write ${path}: ${reasonOf(cause)}. Expected a folder with free space in which you may create files; ` +
        "free some, correct its permissions, or name another one with --results.",
      { cause },
    );
  }
}

async function flushFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return; // a folder cannot be opened there; the rename itself is journaled
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
