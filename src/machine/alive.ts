import { readFileSync } from "node:fs";

/** Whether a process of this machine has the id; true as well for one that belongs to another user. */
export function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return processStat(pid)?.[0] !== "Z"; // a zombie only waits to be counted as dead
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * When the process started, in ticks since boot; "" where the system does not tell. It tells a process from a later
 * one with the same id.
 */
export function birthOf(pid: number): string {
  return processStat(pid)?.[19] ?? "";
}

/** The fields behind the program's name, from the state on: proc(5), fields 3 and up. */
function processStat(pid: number): string[] | null {
  if (process.platform !== "linux") return null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null; // it ended meanwhile
  }
}
