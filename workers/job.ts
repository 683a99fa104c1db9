// The worker of the pool: runs one job. Piscina wants a default export.
import type { PoolTask } from "../src/executors/pool.ts";
import type { JobResult } from "../src/jobs/job.ts";
import { runJob } from "../src/jobs/run-job.ts";
import { openStore } from "../src/store/store.ts";

export default function job({ job, inputs, storeDir, engine, progress }: PoolTask): Promise<JobResult> {
  const report = (message: object) => progress.postMessage(message);
  return runJob(job, { ...inputs, store: openStore(storeDir), engine, report }).finally(() =>
    progress.close(),
  );
}
