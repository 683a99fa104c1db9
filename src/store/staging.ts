import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { isAlive } from "../machine/alive.ts";

/** Removes the folders `<pid>-*` whose process is gone. */
export async function sweepStaging(folder: string): Promise<void> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  const left = names.filter((name) => !isAlive(Number.parseInt(name, 10)));
  await Promise.all(left.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}
