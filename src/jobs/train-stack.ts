import { type Dataset, inputSize } from "../data/dataset.ts";
import { loadChosenEngine } from "../engine/load.ts";
import { layersModelFiles } from "../formats/layers-model.ts";
import { mlpCost, softTreeCost } from "../metrics/cost.ts";
import type { Cost, SoftTreeShape } from "../results/row.ts";
import type { StudentSummary } from "../results/summary.ts";
import type { ArtefactFile } from "../store/store.ts";
import type { LaneWeights } from "../students/lane-weights.ts";
import { mlpLayers } from "../students/mlp-layers.ts";
import { softTreeFiles } from "../students/soft-tree-files.ts";
import { type TrainedLane, trainStack } from "../students/train-stack.ts";
import type { NetworkStudentSpec } from "../study/schema.ts";
import { divergenceText } from "../training/divergence.ts";
import { decisionGrid, gridPoints } from "./decision-grid.ts";
import { failureOf } from "./failure.ts";
import type { JobContext, JobFailure, TrainStackJob } from "./job.ts";
import { softTreeShape } from "./soft-tree-shape.ts";
import { type BothMetrics, sampleLogits, splitJudge } from "./split-metrics.ts";

/** A lane that went wrong (a loss or weights that are not finite) fails alone. */
export async function trainStackJob(job: TrainStackJob, context: JobContext): Promise<JobFailure[]> {
  const { dataset, teacherLogits } = context;
  const engine = await loadChosenEngine(context.engine);
  const lanes = job.cells.map(({ spec }) => spec);
  const stack = { lanes, seed: job.seed, role: "student" as const, dataset, teacherLogits };
  const outcomes = await trainStack(engine, stack, gridPoints(dataset), context.report);
  const judge = splitJudge(dataset, teacherLogits);
  const failures: JobFailure[] = [];
  for (const [lane, cell] of job.cells.entries()) {
    try {
      const outcome = outcomes[lane]!;
      if (outcome.state === "diverged")
        throw new Error(divergenceText(cellText(cell.spec, job.seed), outcome));
      await commitLane(job, context, cell, outcome, judge(sampleLogits(outcome)));
    } catch (error) {
      failures.push(failureOf(cell.key, error));
    }
  }
  return failures;
}

/** As a study names it, and what tells it from the other lanes of its arm. */
function cellText(spec: NetworkStudentSpec, seed: number): string {
  const { name, labels, temperature, alpha, optimizer, learningRate } = spec;
  const softTerm = labels === "soft" ? `temperature ${temperature}, alpha ${alpha}, ` : "";
  return `student "${name}" (${softTerm}${optimizer} ${learningRate}, seed ${seed})`;
}

async function commitLane(
  job: TrainStackJob,
  { dataset, store, engine }: JobContext,
  { key, spec }: TrainStackJob["cells"][number],
  trained: TrainedLane,
  metrics: BothMetrics,
): Promise<void> {
  const { files, ...ofKind } = networkOutput(spec, dataset, trained.weights);
  const summary: StudentSummary = {
    engine: engine.id,
    metrics,
    curve: trained.curve,
    keptEpoch: trained.keptEpoch,
    ...ofKind,
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
