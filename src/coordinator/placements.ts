// Where each kind of job runs: small ones in this thread, a teacher with threads of its own in a process, all others
// on the pool.
import type { ChosenEngine } from "../engine/available.ts";
import { inlineExecutor } from "../executors/inline.ts";
import { poolExecutor } from "../executors/pool.ts";
import { processExecutor } from "../executors/process.ts";
import type { Job } from "../jobs/job.ts";
import { isSmall, placesOf, threadsOfProcess } from "../jobs/job-places.ts";
import type { Placement } from "./coordinate.ts";

export interface Placements {
  of(job: Job): Placement;
  close(): Promise<void>;
}

export function openPlacements(storeFolder: string, engine: ChosenEngine, workers: number): Placements {
  const inline = inlineExecutor(storeFolder, engine);
  const pool = poolExecutor(storeFolder, engine, workers);
  const alone = processExecutor(storeFolder, engine, threadsOfProcess);
  return {
    of(job) {
      const places = placesOf(job, workers);
      if (isSmall(job)) return { executor: inline, places };
      return { executor: threadsOfProcess(job) > 0 ? alone : pool, places };
    },
    async close() {
      for (const executor of [inline, pool, alone]) await executor.close();
    },
  };
}
