// What a run holds before any job, and what each job adds. Guesses, as all estimates are; never part of a result.
import type { EngineName } from "../engine/engine.ts";
import type { Job } from "../jobs/job.ts";
import { threadsOfProcess } from "../jobs/job-places.ts";

/**
 * Peaks of a run of tiny students on 1, 2 and 4 workers: native 494, 567 and 658 MB, portable 169, 204 and 283 MB. `alone`: a
 * process of its own with its engine loaded.
 */
const heldBytes: Readonly<Record<EngineName, { run: number; worker: number; alone: number }>> = {
  native: { run: 430e6, worker: 60e6, alone: 360e6 },
  portable: { run: 130e6, worker: 38e6, alone: 130e6 },
};

export interface Held {
  readonly engine: EngineName;
  readonly workers: number;
  /** Of all datasets together. */
  readonly dataBytes: number;
}

/** Before any job: this process with its libraries, the data, and a loaded engine on each worker. */
export function baseBytes({ engine, workers, dataBytes }: Held): number {
  const { run, worker } = heldBytes[engine];
  return run + workers * worker + dataBytes;
}

/** While a job runs. One in a process of its own has its own engine and its own data. `dataBytes`: of its dataset. */
export function addedBytes(job: Job, bytes: number, engine: EngineName, dataBytes: number): number {
  return threadsOfProcess(job) > 0 ? bytes + heldBytes[engine].alone + dataBytes : bytes;
}

/** Whether jobs may have to wait for memory while a worker is free: the largest of them do not fit side by side. */
export function memoryBinds(bytes: readonly number[], workers: number, freeBytes: number): boolean {
  const largest = [...bytes].sort((a, b) => b - a).slice(0, workers);
  return largest.reduce((sum, each) => sum + each, 0) > freeBytes;
}
