// Where each kind of job runs: small ones in this thread, a teacher with threads of its own in a process, all others
// on the pool.
import type { ChosenEngine } from "../engine/available.ts";
import { inlineExecutor } from "../executors/inline.ts";
import { poolExecutor } from "../executors/pool.ts";
import { processExecutor } from "../executors/process.ts";
import type { Job } from "../jobs/job.ts";
import { isTrainedAlone } from "../study/trained-alone.ts";
import type { Placement } from "./coordinate.ts";

export interface Placements {
  of(job: Job): Placement;
  close(): Promise<void>;
}

export function openPlacements(storeFolder: string, engine: ChosenEngine, workers: number): Placements {
  const inline = inlineExecutor(storeFolder, engine);
  const pool = poolExecutor(storeFolder, engine, workers);
  const alone = processExecutor(storeFolder, engine, threadsOf);
  return {
    of(job) {
      if (isSmall(job)) return { executor: inline, places: 0 };
      const threads = threadsOf(job);
      if (threads === 0) return { executor: pool, places: 1 };
      return { executor: alone, places: Math.min(threads, workers) };
    },
    async close() {
      for (const executor of [inline, pool, alone]) await executor.close();
    },
  };
}

function isSmall({ kind }: Job): boolean {
  return kind === "describe-dataset" || kind === "join-labels" || kind === "average-teachers";
}

/** TensorFlow threads of a job that has a process of its own; 0 for a job of the pool. The plan has filled them in. */
function threadsOf(job: Job): number {
  return job.kind === "train-teacher" && isTrainedAlone(job.spec) ? (job.spec.threads ?? 1) : 0;
}
