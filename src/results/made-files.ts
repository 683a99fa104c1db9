// What a run last wrote into a study's results folder, and from what: a report that would come out the same is not made again.
// A note in the store, never a result: whatever does not fit it is written anew.
import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { readWhole } from "../machine/read-whole.ts";
import { writeWhole } from "../machine/write-whole.ts";

export interface Made {
  readonly storeDir: string;
  readonly study: string;
  /** The results folder. */
  readonly folder: string;
  /** Everything that its files depend on. */
  readonly from: readonly string[];
}

interface Note {
  readonly from: string;
  /** SHA-256 of each file, by its name in the folder. */
  readonly files: Readonly<Record<string, string>>;
}

const noteFile = ({ storeDir, study }: Made) => join(storeDir, "made", `${study}.json`);

/** Whether the folder has, byte for byte, what was made from the same. */
export async function isMade(made: Made): Promise<boolean> {
  const note = await readNote(noteFile(made));
  if (note === null || note.from !== hashOfAll([resolve(made.folder), ...made.from])) return false;
  for (const [name, hash] of Object.entries(note.files)) {
    if ((await hashOfFile(join(made.folder, name))) !== hash) return false;
  }
  return true;
}

/**
 * `names`: of the files that were written, all of them on the disk by now. Does not throw: without a note the next run
 * writes the same files again, which is no reason to fail this one.
 */
export async function noteMade(made: Made, names: readonly string[]): Promise<void> {
  const files: Record<string, string> = {};
  for (const name of names) files[name] = (await hashOfFile(join(made.folder, name))) ?? "";
  const note: Note = { from: hashOfAll([resolve(made.folder), ...made.from]), files };
  try {
    await mkdir(dirname(noteFile(made)), { recursive: true });
    await writeWhole(noteFile(made), `${JSON.stringify(note)}\n`);
  } catch {
    // An older note stays, and what does not fit it is written anew.
  }
}

async function readNote(path: string): Promise<Note | null> {
  try {
    const note = JSON.parse((await readWhole(path)).toString()) as Note | null;
    return typeof note?.from === "string" && typeof note.files === "object" && note.files !== null
      ? note
      : null;
  } catch {
    return null; // none yet, a damaged one, or a pipe
  }
}

async function hashOfFile(path: string): Promise<string | null> {
  try {
    return createHash("sha256")
      .update(await readWhole(path))
      .digest("hex");
  } catch {
    return null; // gone
  }
}

/** Each with its length, so that no two lists have the same text. */
function hashOfAll(texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text.length}\n`).update(text);
  return hash.digest("hex");
}
