// A worker of the pool that does nothing but look whether its dataset came whole.
import { inputSize } from "../../src/data/dataset.ts";
import type { PoolTask } from "../../src/executors/pool.ts";
import type { JobResult } from "../../src/jobs/job.ts";

export default function emptyJob({ inputs, progress }: PoolTask): JobResult {
  const { features, labels, ...dataset } = inputs.dataset;
  if (labels.length === 0 || features.values.length !== labels.length * inputSize(dataset)) {
    throw new Error(`Expected features of ${labels.length} samples, got ${features.values.length} numbers`);
  }
  progress.close();
  return { failures: [] };
}
