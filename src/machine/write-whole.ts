// A file is either the old one or the new one, whole: written beside it, flushed, renamed into its place, and the folder's
// entry flushed. Why not a library: docs/decisions/011-whole-files.md.
import { open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { threadId } from "node:worker_threads";
import { isAlive } from "./alive.ts";

let drafts = 0;

/**
 * Its folder must be there. `draftFolder`, of the same file system: where it is written first.
 * @throws what the file system throws; then the old file is as it was
 */
export async function writeWhole(
  path: string,
  content: string | Uint8Array,
  draftFolder = dirname(path),
): Promise<void> {
  const draft = join(draftFolder, `${process.pid}-${threadId}-${drafts++}.draft`);
  try {
    await writeFlushed(draft, content);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await flushFolder(dirname(path));
}

/** A new file, on the disk. `writeFile` goes on after a short write, so a full disk is an error and never a shorter file. */
export async function writeFlushed(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** So that what was renamed into it stays there after a loss of power. */
export async function flushFolder(path: string): Promise<void> {
  if (process.platform === "win32") return; // a folder cannot be opened there; the rename itself is journaled
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Deletes what processes that are gone were writing there. */
export async function sweepDrafts(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []); // not there yet
  const left = names.filter(
    (name) => /^\d+-\d+-\d+\.draft$/.test(name) && !isAlive(Number.parseInt(name, 10)),
  );
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
}
