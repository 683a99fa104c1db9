import { inputSize } from "../data/dataset.ts";
import { loadEngine } from "../engine/load.ts";
import { layersModelFiles } from "../formats/layers-model.ts";
import { mlpCost } from "../metrics/cost.ts";
import type { StudentSummary } from "../results/summary.ts";
import { mlpLayers } from "../students/mlp-layers.ts";
import { type TrainedLane, trainStack } from "../students/train-stack.ts";
import { decisionGrid, gridPoints } from "./decision-grid.ts";
import { failureOf } from "./failure.ts";
import type { JobContext, JobFailure, TrainStackJob } from "./job.ts";
import { splitMetrics } from "./split-metrics.ts";

/** A lane that went wrong (its weights are no longer finite) fails alone. */
export async function trainStackJob(job: TrainStackJob, context: JobContext): Promise<JobFailure[]> {
  const { dataset, teacherLogits } = context;
  const engine = await loadEngine(context.engine.name);
  const lanes = job.cells.map(({ spec }) => spec);
  const stack = { lanes, seed: job.seed, role: "student" as const, dataset, teacherLogits };
  const trained = await trainStack(engine, stack, gridPoints(dataset), context.report);
  const failures: JobFailure[] = [];
  for (const [lane, { key }] of job.cells.entries()) {
    try {
      await commitLane(job, context, lane, trained[lane]!);
    } catch (error) {
      failures.push(failureOf(key, error));
    }
  }
  return failures;
}

async function commitLane(
  job: TrainStackJob,
  { dataset, store, engine, teacherLogits }: JobContext,
  lane: number,
  trained: TrainedLane,
): Promise<void> {
  const { key, spec } = job.cells[lane]!;
  const inputs = inputSize(dataset);
  const summary: StudentSummary = {
    engine: engine.id,
    metrics: splitMetrics(dataset, trained, teacherLogits),
    curve: trained.curve,
    keptEpoch: trained.keptEpoch,
    cost: mlpCost([inputs, ...spec.hidden, dataset.numClasses]),
    tree: null,
    decisionGrid: decisionGrid(trained.extraLogits, dataset.numClasses),
  };
  const layers = mlpLayers(spec.hidden, dataset.numClasses);
  await store.commit(key, job.kind, layersModelFiles([inputs], layers, trained.weights), summary);
}
