// A worker of the pool that trains its lanes as `train-stack` does, and commits nothing.
import { loadEngine } from "../../src/engine/load.ts";
import type { PoolTask } from "../../src/executors/pool.ts";
import type { JobResult, TrainStackJob } from "../../src/jobs/job.ts";
import { trainStack } from "../../src/students/train-stack.ts";
import { trainingSet } from "../../src/training/training-set.ts";

export default async function trainLanes({ job, inputs, engine, progress }: PoolTask): Promise<JobResult> {
  const { cells, seed } = job as TrainStackJob;
  const { dataset, teacherLogits } = inputs;
  const lanes = cells.map(({ spec }) => spec);
  const learnt = trainingSet(dataset, lanes[0]!, seed, teacherLogits);
  const stack = { lanes, seed, role: "student", dataset, trainingSet: learnt } as const;
  const outcomes = await trainStack(
    await loadEngine(engine.name),
    stack,
    new Float32Array(0),
    () => undefined,
  );
  progress.close();
  const failures = outcomes.flatMap((outcome, lane) => {
    const hasLearnt = outcome.state === "trained" && outcome.curve[0]! > 1 / dataset.numClasses;
    return hasLearnt ? [] : [{ key: cells[lane]!.key, error: `lane ${lane} did not learn`, stack: null }];
  });
  return { failures };
}
