// The largest resident memory of this process and all its descendants, by sampling /proc. Threads share a process,
// so shared arrays count once.
import { readdirSync, readFileSync } from "node:fs";

export interface PeakMemory {
  /** null where the system has no /proc. */
  peakBytes(): number | null;
  close(): void;
}

const sampleMs = 500;
const pageBytes = 4096;

export function watchPeakMemory(): PeakMemory {
  let peak: number | null = null;
  const sample = () => {
    const now = residentBytesOfTree(process.pid);
    if (now !== null) peak = Math.max(peak ?? 0, now);
  };
  sample();
  const timer = setInterval(sample, sampleMs);
  timer.unref();
  return {
    peakBytes() {
      sample();
      return peak;
    },
    close: () => clearInterval(timer),
  };
}

function residentBytesOfTree(root: number): number | null {
  if (process.platform !== "linux") return null;
  const processes = new Map<number, { parent: number; bytes: number }>();
  for (const name of readdirSync("/proc")) {
    const pid = Number(name);
    const found = pid > 0 ? parentAndMemory(pid) : null;
    if (found) processes.set(pid, found);
  }
  const isOfTree = (pid: number): boolean => {
    if (pid === root) return true;
    const parent = processes.get(pid)?.parent;
    return parent !== undefined && parent !== pid && isOfTree(parent);
  };
  return [...processes].reduce((sum, [pid, { bytes }]) => sum + (isOfTree(pid) ? bytes : 0), 0);
}

/** null for a process that ended meanwhile. */
function parentAndMemory(pid: number): { parent: number; bytes: number } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const afterName = stat.slice(stat.lastIndexOf(")") + 2).split(" "); // the name may hold spaces
    return { parent: Number(afterName[1]), bytes: Number(afterName[21]) * pageBytes };
  } catch {
    return null;
  }
}
