// One writer a study: a file with the pid and host of the run. The lock of a process that is gone is taken over.
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { UserError } from "../user-error.ts";
import { isAlive } from "./alive.ts";

/** The study is being run by another process. The command ends with exit code 4. */
export class LockedError extends UserError {}

export interface Lock {
  release(): Promise<void>;
}

interface Holder {
  readonly pid: number;
  readonly host: string;
}

export async function lockStudy(storeFolder: string, study: string): Promise<Lock> {
  const folder = join(storeFolder, "locks");
  const path = join(folder, `${study}.json`);
  await mkdir(folder, { recursive: true });
  const own = `${path}.${process.pid}`;
  await writeFile(own, JSON.stringify({ pid: process.pid, host: hostname() } satisfies Holder));
  try {
    while (!(await linked(own, path))) await clearIfStale(path, study);
  } finally {
    await rm(own, { force: true });
  }
  return { release: () => rm(path, { force: true }) };
}

/** A hard link is made by one process only, and never shows a half-written file. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  }
}

async function clearIfStale(path: string, study: string): Promise<void> {
  let holder: Holder;
  try {
    holder = JSON.parse(await readFile(path, "utf8")) as Holder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return; // released in the meantime
    throw new UserError(
      `The lock ${path} cannot be read. Delete it if no other run of "${study}" is going on.`,
    );
  }
  const isStale = holder.host === hostname() && !isAlive(holder.pid);
  if (!isStale) {
    throw new LockedError(
      `The study "${study}" is being run by process ${holder.pid} on ${holder.host} with this store. ` +
        `Wait for it to end, or use another --store. If that run is gone, delete ${path}.`,
    );
  }
  await rm(path, { force: true });
}
