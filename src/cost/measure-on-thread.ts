import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { packageRoot } from "../package-root.ts";
import type { CostLine } from "../results/cost-line.ts";
import type { MeasureTask } from "./measure.ts";

/** The built file also when the tests run from source, as with the pool. */
const builtWorker = () => join(packageRoot(), "dist", "workers", "measure.js");

/**
 * In a thread of its own, so that this one loads no engine; TensorFlow keeps the one thread that the pool has given it.
 * null where the signal ends it.
 */
export async function measureOnThread(
  task: MeasureTask,
  signal: AbortSignal | undefined,
): Promise<readonly CostLine[] | null> {
  if (signal?.aborted) return null;
  const worker = new Worker(builtWorker(), { workerData: task });
  const stop = () => void worker.terminate();
  signal?.addEventListener("abort", stop);
  try {
    return await new Promise((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
      worker.once("exit", () => {
        if (signal?.aborted) resolve(null);
        else reject(new Error("The thread that measures predictions ended before it was done"));
      });
    });
  } finally {
    signal?.removeEventListener("abort", stop);
    await worker.terminate();
  }
}
