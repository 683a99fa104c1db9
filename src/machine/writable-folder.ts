import { constants } from "node:fs";
import { access, mkdir, stat, statfs } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { UserError } from "../user-error.ts";

export interface WritableFolder {
  /** The folder, or the nearest one above it that exists: there it would be made. */
  readonly path: string;
  readonly problem: string | null;
  readonly freeBytes: number;
}

/** Asks the file system, and writes nothing. */
export async function writableFolder(folder: string): Promise<WritableFolder> {
  const path = await nearestExisting(resolve(folder));
  const { bavail, bsize } = await statfs(path);
  return { path, problem: await problemOf(path), freeBytes: bavail * bsize };
}

async function nearestExisting(path: string): Promise<string> {
  try {
    await stat(path);
    return path;
  } catch {
    // Missing, or below a file or a closed folder: the one above tells. The root always exists.
    return nearestExisting(dirname(path));
  }
}

async function problemOf(path: string): Promise<string | null> {
  if (!(await stat(path)).isDirectory()) return `${path} is a file`;
  try {
    await access(path, constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    return `${path} is not writable (${(error as NodeJS.ErrnoException).code})`;
  }
}

/** Makes the folder where it is missing. @throws UserError naming the option that chooses another one */
export async function requireWritableFolder(folder: string, option: string): Promise<void> {
  const { path, problem } = await writableFolder(folder);
  if (problem !== null) throw notWritable(folder, problem, option);
  try {
    await makeFolders(path, resolve(folder));
  } catch (error) {
    throw notWritable(folder, error instanceof Error ? error.message : String(error), option);
  }
}

/** Not mkdir's own `recursive`: in Node 20 it never ends where the file system says ENOENT, as /proc does. */
async function makeFolders(existing: string, folder: string): Promise<void> {
  let path = existing;
  for (const name of relative(existing, folder).split(sep).filter(Boolean)) {
    path = join(path, name);
    try {
      await mkdir(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error; // another run has just made it
    }
  }
}

function notWritable(folder: string, problem: string, option: string): UserError {
  return new UserError(
    `Cannot write to ${folder}: ${problem}. Expected a folder in which you may create files; ` +
      `correct its permissions, or name another one with ${option}.`,
  );
}
