// @ts-check
// One holder at a time of a piece of work, between processes. The lock is a file that says who holds it: it appears
// with its content in one step (a hard link), so nobody reads half of it. A lock whose holder is dead is taken over;
// one from another host never is, since nobody here can know.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * @typedef {{ pid: number, born: string, child: { pid: number, born: string } | null, host: string, time: string }} Holder
 * @typedef {{ working: (childPid: number) => void }} Lock
 */

/**
 * Runs `work` while the lock at `path` is held. `lock.working(pid)` names a program that does the work: if this
 * process is killed and the program goes on, the lock stands until the program has ended too.
 * @template T
 * @param {string} path
 * @param {(lock: Lock) => Promise<T>} work
 * @param {{ onWait?: (holder: Holder) => void, pollMs?: number }} [options]
 * @returns {Promise<T>}
 */
export async function withLock(path, work, { onWait, pollMs = 200 } = {}) {
  mkdirSync(dirname(path), { recursive: true });
  const mine = holder(process.pid);
  let told = false;
  for (let other = tryLock(path, mine); other !== null; other = tryLock(path, mine)) {
    if (!told) onWait?.(other);
    told = true;
    await sleep(pollMs);
  }
  try {
    return await work({
      working: (pid) => replaceFile(path, { ...mine, child: { pid, born: birthOf(pid) } }),
    });
  } finally {
    rmSync(path, { force: true });
  }
}

/**
 * @param {number} pid
 * @returns {Holder}
 */
function holder(pid) {
  return { pid, born: birthOf(pid), child: null, host: hostname(), time: new Date().toISOString() };
}

/**
 * @param {string} path
 * @param {Holder} mine
 * @returns {Holder | null} who holds it, or null when it is ours now
 */
function tryLock(path, mine) {
  if (create(path, mine)) return null;
  const text = read(path);
  if (text === null) return tryLock(path, mine);
  const other = parse(text);
  if (other !== null && !isDead(other)) return other;
  // Two that see the same dead holder must not both remove its file: the second would remove the first one's new lock.
  const rival = tryLock(`${path}.takeover`, mine);
  if (rival !== null) return rival;
  try {
    if (read(path) === text) rmSync(path, { force: true });
  } finally {
    rmSync(`${path}.takeover`, { force: true });
  }
  return tryLock(path, mine);
}

/**
 * @param {string} path
 * @param {Holder} mine
 */
function create(path, mine) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(mine));
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * @param {string} path
 * @param {Holder} mine
 */
function replaceFile(path, mine) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(mine));
  renameSync(draft, path);
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOENT") return null;
    throw error;
  }
}

/**
 * @param {string} text
 * @returns {Holder | null} null for what a loss of power left of a lock
 */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** @param {Holder} other */
function isDead(other) {
  if (other.host !== hostname()) return false;
  return ![other, other.child].some(
    (one) => one !== null && isAlive(one.pid) && birthOf(one.pid) === one.born,
  );
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return processStat(pid)?.[0] !== "Z"; // a zombie only waits to be counted as dead
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM"; // another user's process lives too
  }
}

/**
 * When the process started, in ticks since boot, where the system tells: a number given again to another process,
 * after a reboot or in a new container, is then not taken for the holder.
 * @param {number} pid
 */
const birthOf = (pid) => processStat(pid)?.[19] ?? "";

/**
 * The fields after the program's name, from the state on: proc(5), fields 3 and up.
 * @param {number} pid
 */
function processStat(pid) {
  const stat = process.platform === "linux" ? read(`/proc/${pid}/stat`) : null;
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ") ?? null;
}
