// Where each kind of job runs: small ones in this thread, a teacher with threads of its own in a process, all others
// on the pool.
import type { Executor, ExecutorPlace, OpenExecutor } from "../executors/executor.ts";
import { inlineExecutor } from "../executors/inline.ts";
import { poolExecutor } from "../executors/pool.ts";
import { processExecutor } from "../executors/process.ts";
import type { Job } from "../jobs/job.ts";
import { isSmall, placesOf, threadsOfProcess } from "../jobs/job-places.ts";
import type { Placement } from "./coordinate.ts";

export interface Placements {
  of(job: Job): Omit<Placement, "bytes">;
  close(): Promise<void>;
}

/** `openExecutor`: what takes the place of the pool. */
export function openPlacements(place: ExecutorPlace, openExecutor: OpenExecutor = openPool): Placements {
  const { storeDir, engine, workers } = place;
  const inline = inlineExecutor(place);
  const pool = openExecutor(place);
  const alone = processExecutor(storeDir, engine, threadsOfProcess);
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

function openPool({ storeDir, engine, workers }: ExecutorPlace): Executor {
  return poolExecutor(storeDir, engine, workers);
}
