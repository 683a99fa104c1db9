import type { ChosenEngine } from "../engine/available.ts";
import { runJob } from "../jobs/run-job.ts";
import { openStore } from "../store/store.ts";
import type { Executor } from "./executor.ts";

/** In this thread: for small jobs that need no tensors, and for tests. */
export function inlineExecutor(storeFolder: string, engine: ChosenEngine): Executor {
  const store = openStore(storeFolder);
  return {
    run: (job, inputs, report) => runJob(job, { ...inputs, store, engine, report }),
    close: async () => undefined,
  };
}
