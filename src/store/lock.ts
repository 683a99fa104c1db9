// One writer a store: a file with the pid, birth and host of the run. It appears with its content in one step (a hard
// link), so nobody reads half of it. The lock of a process that is gone is taken over; one from another host never
// is, since nobody here can know.
import { linkSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { birthOf, isAlive } from "../machine/alive.ts";
import { textOfFile } from "../machine/read-whole.ts";
import { UserError } from "../user-error.ts";
import { requireOwnPlaces } from "./own-places.ts";

/** Another process is writing to the store. The command ends with exit code 4. */
export class LockedError extends UserError {}

export interface Lock {
  release(): void;
}

export interface Holder {
  readonly pid: number;
  readonly born: string;
  readonly host: string;
  readonly study: string;
}

/** @throws LockedError that names the holder */
export function lockStore(storeDir: string, study: string): Lock {
  mkdirSync(storeDir, { recursive: true });
  requireOwnPlaces(storeDir);
  const path = join(storeDir, "lock.json");
  const holder = tryLock(path, { pid: process.pid, born: birthOf(process.pid), host: hostname(), study });
  if (holder === null) return { release: () => rmSync(path, { force: true }) };
  throw new LockedError(
    `The store ${storeDir} is in use: process ${holder.pid} on ${holder.host} runs the study "${holder.study}". ` +
      `Wait for it to end, or use another --store. If that run is gone, delete ${path}.`,
  );
}

/** Who holds the store now; null where nobody does, or where the holder is known to be gone. */
export function liveHolder(storeDir: string): Holder | null {
  const text = read(join(storeDir, "lock.json"));
  const holder = text === null ? null : parsed(text);
  return holder === null || isDead(holder) ? null : holder;
}

/** Who holds it, or null when it is ours now. */
function tryLock(path: string, mine: Holder): Holder | null {
  if (created(path, mine)) return null;
  const text = read(path);
  if (text === null) return tryLock(path, mine);
  const other = parsed(text);
  if (other !== null && !isDead(other)) return other;
  // Two that see the same dead holder must not both remove its file: the second would remove the first one's lock.
  const rival = tryLock(`${path}.takeover`, mine);
  if (rival !== null) return rival;
  try {
    if (read(path) === text) rmSync(path, { force: true });
  } finally {
    rmSync(`${path}.takeover`, { force: true });
  }
  return tryLock(path, mine);
}

function created(path: string, mine: Holder): boolean {
  const draft = `${path}.${process.pid}`;
  rmSync(draft, { force: true });
  writeFileSync(draft, JSON.stringify(mine), { flag: "wx" }); // never through a link that somebody left there
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

function isDead({ host, pid, born }: Holder): boolean {
  return host === hostname() && !(isAlive(pid) && birthOf(pid) === born);
}

/** null for what is no lock: the rest of one after a loss of power. */
function parsed(text: string): Holder | null {
  try {
    const value = JSON.parse(text) as Holder | null;
    const { pid, born, host, study } = value ?? {};
    const isHolder = typeof pid === "number" && [born, host, study].every((text) => typeof text === "string");
    return isHolder ? value : null;
  } catch {
    return null; // half a file, which this code never writes
  }
}

function read(path: string): string | null {
  try {
    return textOfFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
