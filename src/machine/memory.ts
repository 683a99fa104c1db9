import { totalmem } from "node:os";
import { memoryLimit } from "./cgroup.ts";

/** Bytes that this process and its children may use, a container's limit included. */
export function usableMemory(total = totalmem(), limit = memoryLimit()): number {
  return Math.min(total, limit ?? total);
}

/** Of what may be used, a tenth is left to everybody else. */
const runShare = 0.9;

/** What a run may take unless it is told: a part of the machine's memory, or of what a container allows. */
export function defaultMemoryLimit(): number {
  return Math.floor(runShare * usableMemory());
}
