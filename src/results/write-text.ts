// A results file is either the old one or the new one, never half of it.
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { writeWhole } from "../machine/write-whole.ts";
import { UserError } from "../user-error.ts";

/** Makes the folder where it is missing. A disk that refuses is a `UserError`. */
export async function writeText(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeWhole(path, text);
  } catch (cause) {
    throw new UserError(
      `Cannot write ${path}: ${reasonOf(cause)}. Expected a folder with free space in which you may create files; ` +
        "free some, correct its permissions, or name another one with --results.",
      { cause },
    );
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
