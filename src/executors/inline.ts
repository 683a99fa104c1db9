import { runJob } from "../jobs/run-job.ts";
import { openStore } from "../store/store.ts";
import type { Executor, ExecutorPlace } from "./executor.ts";
import { gate } from "./gate.ts";
import { useOneThreadPerWorker } from "./one-thread.ts";

/**
 * In this thread, one job after another: for small jobs that need no tensors, for tests, and to follow a job in a debugger.
 * A job holds the thread from one epoch to the next, and no time limit ends it.
 */
export function inlineExecutor({ storeDir, engine }: Pick<ExecutorPlace, "storeDir" | "engine">): Executor {
  useOneThreadPerWorker();
  const store = openStore(storeDir);
  const place = gate(1);
  return {
    async run(job, inputs, onProgress) {
      await place.enter();
      try {
        const report = async (progress: Parameters<typeof onProgress>[0]) => {
          onProgress(progress);
          await new Promise((resolve) => setImmediate(resolve)); // lets signals and timers come through
        };
        return await runJob(job, { ...inputs, store, engine, report });
      } finally {
        place.leave();
      }
    },
    close: async () => undefined,
  };
}
