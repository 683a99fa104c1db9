// A worker of the pool that loads its engine and multiplies two numbers.
import type { PoolTask } from "../../src/executors/pool.ts";
import type { JobResult } from "../../src/jobs/job.ts";
import { loadEngineAndMultiply } from "./load-engine.ts";

export default async function loadEngineJob({ engine, progress }: PoolTask): Promise<JobResult> {
  await loadEngineAndMultiply(engine.name);
  progress.close();
  return { failures: [] };
}
