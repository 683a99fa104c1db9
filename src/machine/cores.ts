import { availableParallelism } from "node:os";
import { cpuLimit } from "./cgroup.ts";

/** Cores that this process may use, a container's limit included (Node 20 does not count it). */
export function usableCores(cores = availableParallelism(), limit = cpuLimit()): number {
  return Math.max(1, Math.min(cores, Math.floor(limit ?? cores)));
}
