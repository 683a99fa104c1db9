import { totalmem } from "node:os";
import { memoryLimit } from "./cgroup.ts";

/** Bytes that this process and its children may use, a container's limit included. */
export function usableMemory(total = totalmem(), limit = memoryLimit()): number {
  return Math.min(total, limit ?? total);
}
