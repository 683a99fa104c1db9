import { type Dataset, inputSize } from "../data/dataset.ts";
import { loadChosenEngine } from "../engine/load.ts";
import { layersModelFiles } from "../formats/layers-model.ts";
import { mlpCost, softTreeCost } from "../metrics/cost.ts";
import type { BothMetrics, Cost, SoftTreeShape } from "../results/row.ts";
import type { StudentSummary } from "../results/summary.ts";
import type { ArtefactFile } from "../store/store.ts";
import type { LaneWeights } from "../students/lane-weights.ts";
import { correctedLane } from "../students/left-out-bias.ts";
import { mlpLayers } from "../students/mlp-layers.ts";
import { softTreeFiles } from "../students/soft-tree-files.ts";
import { type TrainedLane, trainStack } from "../students/train-stack.ts";
import { sameTraining } from "../study/recipe.ts";
import type { NetworkStudentSpec } from "../study/schema.ts";
import { uniqueBy } from "../study/unique-by.ts";
import { divergenceText } from "../training/divergence.ts";
import { trainingSet } from "../training/training-set.ts";
import { decisionGrid, gridPoints } from "./decision-grid.ts";
import { failureOf } from "./failure.ts";
import type { JobContext, JobFailure, TrainStackJob } from "./job.ts";
import { softTreeShape } from "./soft-tree-shape.ts";
import { sampleLogits, splitJudge } from "./split-metrics.ts";

/** A lane that went wrong (a loss or weights that are not finite) fails alone. */
export async function trainStackJob(job: TrainStackJob, context: JobContext): Promise<JobFailure[]> {
  const { dataset, teacherLogits } = context;
  const engine = await loadChosenEngine(context.engine);
  const lanes = uniqueBy(
    job.cells.map(({ spec }) => spec),
    sameTraining,
  );
  const laneOf = new Map(lanes.map((spec, lane) => [sameTraining(spec), lane]));
  const learnt = trainingSet(dataset, lanes[0]!, job.seed, teacherLogits);
  const stack = { lanes, seed: job.seed, role: "student" as const, dataset, trainingSet: learnt };
  const outcomes = await trainStack(engine, stack, gridPoints(dataset), context.report);
  const judge = splitJudge(dataset, teacherLogits);
  const failures: JobFailure[] = [];
  for (const cell of job.cells) {
    try {
      const outcome = outcomes[laneOf.get(sameTraining(cell.spec))!]!;
      if (outcome.state === "diverged")
        throw new Error(divergenceText(cellText(cell.spec, job.seed), outcome));
      const { trained, leftOutBias } = correctedLane(outcome, cell.spec, dataset);
      await commitLane(job, context, cell, trained, leftOutBias, judge(sampleLogits(trained)));
    } catch (error) {
      failures.push(failureOf(cell.key, error));
    }
  }
  return failures;
}

/** As a study names it, and what tells it from the other lanes of its arm. */
function cellText(spec: NetworkStudentSpec, seed: number): string {
  const { name, temperature, alpha, optimizer, learningRate } = spec;
  const softTerm = alpha > 0 ? `temperature ${temperature}, alpha ${alpha}, ` : "";
  return `student "${name}" (${softTerm}${optimizer} ${learningRate}, seed ${seed})`;
}

async function commitLane(
  job: TrainStackJob,
  { dataset, store, engine }: JobContext,
  { key, spec }: TrainStackJob["cells"][number],
  trained: TrainedLane,
  leftOutBias: number | null,
  metrics: BothMetrics,
): Promise<void> {
  const { files, ...ofKind } = networkOutput(spec, dataset, trained.weights);
  const summary: StudentSummary = {
    engine: engine.id,
    metrics,
    curve: trained.curve,
    keptEpoch: trained.keptEpoch,
    ...ofKind,
    leftOutBias,
    tree: null,
    decisionGrid: decisionGrid(trained.extraLogits, dataset.numClasses),
  };
  await store.commit(key, job.kind, files, summary);
}

interface NetworkOutput {
  readonly files: ArtefactFile[];
  readonly cost: Cost;
  readonly softTree: SoftTreeShape | null;
}

function networkOutput(spec: NetworkStudentSpec, dataset: Dataset, weights: LaneWeights): NetworkOutput {
  const inputs = inputSize(dataset);
  const { numClasses } = dataset;
  switch (spec.kind) {
    case "mlp":
      return {
        files: layersModelFiles([inputs], mlpLayers(spec, numClasses), weights),
        cost: mlpCost([inputs, ...spec.hidden, numClasses]),
        softTree: null,
      };
    case "soft-tree":
      return {
        files: softTreeFiles(spec, inputs, numClasses, weights),
        cost: softTreeCost({ ...spec, inputs, numClasses }),
        softTree: softTreeShape(spec.depth, dataset, weights),
      };
  }
}
