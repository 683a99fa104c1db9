import { inputSize } from "../data/dataset.ts";
import { loadChosenEngine } from "../engine/load.ts";
import { layersModelFiles } from "../formats/layers-model.ts";
import { mlpCost } from "../metrics/cost.ts";
import type { StudentSummary } from "../results/summary.ts";
import { mlpLayers } from "../students/mlp-layers.ts";
import { type TrainedLane, trainStack } from "../students/train-stack.ts";
import type { MlpStudentSpec } from "../study/schema.ts";
import { divergenceText } from "../training/divergence.ts";
import { decisionGrid, gridPoints } from "./decision-grid.ts";
import { failureOf } from "./failure.ts";
import type { JobContext, JobFailure, TrainStackJob } from "./job.ts";
import { splitMetrics } from "./split-metrics.ts";

/** A lane that went wrong (a loss or weights that are not finite) fails alone. */
export async function trainStackJob(job: TrainStackJob, context: JobContext): Promise<JobFailure[]> {
  const { dataset, teacherLogits } = context;
  const engine = await loadChosenEngine(context.engine);
  const lanes = job.cells.map(({ spec }) => spec);
  const stack = { lanes, seed: job.seed, role: "student" as const, dataset, teacherLogits };
  const outcomes = await trainStack(engine, stack, gridPoints(dataset), context.report);
  const failures: JobFailure[] = [];
  for (const [lane, cell] of job.cells.entries()) {
    try {
      const outcome = outcomes[lane]!;
      if (outcome.state === "diverged")
        throw new Error(divergenceText(cellText(cell.spec, job.seed), outcome));
      await commitLane(job, context, cell, outcome);
    } catch (error) {
      failures.push(failureOf(cell.key, error));
    }
  }
  return failures;
}

/** As a study names it, and what tells it from the other lanes of its arm. */
function cellText(spec: MlpStudentSpec, seed: number): string {
  const { name, labels, temperature, alpha, optimizer, learningRate } = spec;
  const softTerm = labels === "soft" ? `temperature ${temperature}, alpha ${alpha}, ` : "";
  return `student "${name}" (${softTerm}${optimizer} ${learningRate}, seed ${seed})`;
}

async function commitLane(
  job: TrainStackJob,
  { dataset, store, engine, teacherLogits }: JobContext,
  { key, spec }: TrainStackJob["cells"][number],
  trained: TrainedLane,
): Promise<void> {
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
  const layers = mlpLayers(spec, dataset.numClasses);
  await store.commit(key, job.kind, layersModelFiles([inputs], layers, trained.weights), summary);
}
