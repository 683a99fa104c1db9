// Files that may lie in a folder of somebody else: where a link leads to a device or a pipe, reading would never end.
import { readFileSync, type Stats, statSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { UserError } from "../user-error.ts";

/** @throws UserError for a device or a pipe; else what the file system throws */
export async function readWhole(path: string): Promise<Buffer> {
  requireEnd(path, await stat(path));
  return readFile(path);
}

/** The same at once: of small files, and of many, reading takes less time than waiting for a thread to do it. */
export function bytesOfFile(path: string): Buffer {
  requireEnd(path, statSync(path));
  return readFileSync(path);
}

/** As UTF-8. */
export function textOfFile(path: string): string {
  return bytesOfFile(path).toString();
}

/** A folder is told by the read itself. */
function requireEnd(path: string, status: Stats): void {
  if (status.isFile() || status.isDirectory()) return;
  throw new UserError(`${path}: expected a file, got a device or a pipe. Remove it.`);
}
