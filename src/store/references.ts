// Which artefacts the studies of a store refer to: a file for each study and engine, written when a run starts. What no
// file names may be cleaned away.
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { readWhole } from "../machine/read-whole.ts";
import { writeWhole } from "../machine/write-whole.ts";
import { UserError } from "../user-error.ts";
import { namesIn } from "./names-in.ts";

export interface StudyReferences {
  readonly study: string;
  readonly engine: string;
  /** All that the study asks for, and what that is made from; done or not. */
  readonly keys: readonly string[];
}

const folderOf = (storeDir: string) => join(storeDir, "studies");

/** Replaces those of the same study on the same engine: what the study no longer asks for is referred to no longer. */
export async function writeReferences(storeDir: string, references: StudyReferences): Promise<void> {
  await mkdir(folderOf(storeDir), { recursive: true });
  const name = `${references.study}.${references.engine}.json`;
  await writeWhole(join(folderOf(storeDir), name), `${JSON.stringify(references)}\n`);
}

/** @throws UserError for a file that cannot be read: what it names must not be taken for left over */
export async function readReferences(storeDir: string): Promise<StudyReferences[]> {
  const folder = folderOf(storeDir);
  const names = (await namesIn(folder)).filter((name) => name.endsWith(".json")).sort();
  return Promise.all(names.map(async (name) => parsed(await textOf(join(folder, name)), name)));
}

/** Whether there was anything to forget. */
export async function forgetReferences(storeDir: string, study: string): Promise<boolean> {
  const known = (await readReferences(storeDir)).filter((references) => references.study === study);
  for (const { engine } of known) await rm(join(folderOf(storeDir), `${study}.${engine}.json`));
  return known.length > 0;
}

/** Empty, and so refused, where a folder stands in its place. */
async function textOf(path: string): Promise<string> {
  try {
    return (await readWhole(path)).toString();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EISDIR") return "";
    throw error;
  }
}

function parsed(text: string, name: string): StudyReferences {
  try {
    const value = JSON.parse(text) as StudyReferences;
    const isWhole = typeof value.study === "string" && value.keys.every((key) => typeof key === "string");
    if (isWhole && name === `${value.study}.${value.engine}.json`) return value;
  } catch {
    // told below
  }
  throw new UserError(
    `The file studies/${name} of the store does not tell what its study refers to, so nothing can be called left over. ` +
      "Run that study again (what is done is not repeated), or delete the file if the study is not needed.",
  );
}
