// Jobs on worker threads. The only file that knows Piscina. A worker that dies rejects its own job; Piscina starts
// another one for the next. Piscina never gets more jobs than it has workers: with jobs in its own queue, one that
// follows a dead worker's was never answered in 44 of 150 rounds (docs/decisions/005-where-jobs-run.md).
import { join } from "node:path";
import { MessageChannel, type MessagePort, type ResourceLimits } from "node:worker_threads";
import { Piscina } from "piscina";
import type { ChosenEngine } from "../engine/available.ts";
import type { Job, JobInputs, JobResult } from "../jobs/job.ts";
import { packageRoot } from "../package-root.ts";
import type { Progress } from "../training/progress.ts";
import type { Executor } from "./executor.ts";
import { gate } from "./gate.ts";
import { useOneThreadPerWorker } from "./one-thread.ts";

/** The message to `workers/job.ts`. */
export interface PoolTask {
  readonly job: Job;
  readonly inputs: JobInputs;
  readonly storeDir: string;
  readonly engine: ChosenEngine;
  /** Takes `Progress` messages. */
  readonly progress: MessagePort;
}

const weekMs = 7 * 24 * 3600 * 1000;

/** The built file also when the tests run from source: worker threads load plain JavaScript. */
const builtWorker = () => join(packageRoot(), "dist", "workers", "job.js");

export function poolExecutor(
  storeDir: string,
  engine: ChosenEngine,
  workers: number,
  filename = builtWorker(),
  resourceLimits?: ResourceLimits,
): Executor {
  useOneThreadPerWorker();
  const pool = new Piscina<PoolTask, JobResult>({
    filename,
    minThreads: 0,
    maxThreads: workers,
    concurrentTasksPerWorker: 1,
    ...(resourceLimits && { resourceLimits }),
    idleTimeout: weekMs, // a worker keeps its loaded engine until the pool is closed
  });
  const places = gate(workers);
  const dead = deathOf(pool);
  return {
    async run(job, inputs, onProgress, signal) {
      await places.enter();
      const { port1, port2 } = new MessageChannel();
      port1.on("message", (progress: Progress) => onProgress(progress));
      try {
        const task: PoolTask = { job, inputs, storeDir, engine, progress: port2 };
        return await Promise.race([
          pool.run(task, { transferList: [port2], ...(signal && { signal }) }),
          dead,
        ]);
      } finally {
        port1.close();
        places.leave();
      }
    },
    close: () => pool.destroy(),
  };
}

/**
 * Rejected when the first worker cannot start: Piscina then starts no other one, and its jobs would wait for ever. A worker
 * that fails later has failed its own job, or had none.
 */
function deathOf(pool: Piscina<PoolTask, JobResult>): Promise<never> {
  let hasStarted = false;
  pool.on("workerCreate", () => {
    hasStarted = true;
  });
  const death = new Promise<never>((_, reject) => {
    pool.on("error", (error: Error) => {
      if (!hasStarted) reject(error);
    });
  });
  death.catch(() => undefined); // told by each job
  return death;
}
