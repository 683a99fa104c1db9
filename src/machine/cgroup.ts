// The limits that a container or a service manager puts on the process (Linux control groups, version 2 and 1). Node
// 20 does not count them: os.availableParallelism() is the machine's, or the affinity mask's.
import { readFileSync } from "node:fs";
import { posix } from "node:path";

/** The text of a file, or null where there is none. */
export type ReadText = (path: string) => string | null;

const root = "/sys/fs/cgroup";

/** Cores worth of CPU time, such as 1.5; null without a limit. */
export function cpuLimit(read: ReadText = readSystemText): number | null {
  const cpuMax = folders("", read).map((folder) => quotient(read(`${folder}/cpu.max`)));
  const cfs = folders("cpu", read).map((folder) =>
    quotient(`${read(`${folder}/cpu.cfs_quota_us`)} ${read(`${folder}/cpu.cfs_period_us`)}`),
  );
  return smallest([...cpuMax, ...cfs]);
}

/** Bytes; null without a limit. */
export function memoryLimit(read: ReadText = readSystemText): number | null {
  const limits = [
    ...folders("", read).map((folder) => positiveNumber(read(`${folder}/memory.max`))),
    ...folders("memory", read).map((folder) => positiveNumber(read(`${folder}/memory.limit_in_bytes`))),
  ];
  return smallest(limits.filter((limit) => limit !== null && limit < unlimitedBytes));
}

/** Version 1 writes "no limit" as the largest multiple of a page below 2^63. */
const unlimitedBytes = 2 ** 60;

/** The group of this process and all above it, each of which may limit it. Controller "" is version 2. */
function folders(controller: string, read: ReadText): string[] {
  const mount = controller === "" ? root : posix.join(root, controller);
  const group = groupPath(controller, read("/proc/self/cgroup") ?? "");
  const names = group.split("/").filter((name) => name !== "" && name !== "..");
  return [mount, ...names.map((_, depth) => posix.join(mount, ...names.slice(0, depth + 1)))];
}

/** Lines of /proc/self/cgroup: `0::/user.slice` (version 2), `4:cpu,cpuacct:/docker/1234` (version 1). */
function groupPath(controller: string, text: string): string {
  for (const line of text.split("\n")) {
    const [, controllers = "", ...path] = line.split(":");
    if (controllers.split(",").includes(controller)) return path.join(":");
  }
  return "/";
}

/** "200000 100000" is 2; "max 100000" and "-1 100000" are no limit. */
function quotient(text: string | null): number | null {
  const [quota, period] = (text ?? "").trim().split(/\s+/).map(Number);
  if (quota === undefined || period === undefined || !(quota > 0 && period > 0)) return null;
  return quota / period;
}

function positiveNumber(text: string | null): number | null {
  const value = Number(text?.trim() || Number.NaN);
  return value > 0 ? value : null;
}

function smallest(limits: readonly (number | null)[]): number | null {
  const known = limits.filter((limit) => limit !== null);
  return known.length === 0 ? null : Math.min(...known);
}

function readSystemText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // Another system, another version, or a group that hides its limits: no limit is known.
    return null;
  }
}
