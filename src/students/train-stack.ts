// Trains the lanes of one stack: same data, same batches, same epochs; labels, temperature, alpha and (where the
// update is linear in it) learning rate differ by lane.
import type { Dataset } from "../data/dataset.ts";
import { inputSize } from "../data/dataset.ts";
import type { Engine } from "../engine/engine.ts";
import type { MlpStudentSpec } from "../study/schema.ts";
import { batchFeatures, epochBatches, gatherRows, oneHotLabels } from "../training/batches.ts";
import { type EpochChoice, hasStopped, recordEpoch } from "../training/early-stop.ts";
import { accuracyByLane, logitsByLane } from "../training/evaluate.ts";
import type { ReportProgress } from "../training/progress.ts";
import type { Role } from "../training/role.ts";
import { initialWeights, type LaneWeights } from "./lane-weights.ts";
import { createStack } from "./stack.ts";

export type LaneSpec = Pick<
  MlpStudentSpec,
  | "temperature"
  | "alpha"
  | "hidden"
  | "optimizer"
  | "learningRate"
  | "momentum"
  | "batchSize"
  | "epochs"
  | "patience"
>;

export interface StackJob {
  /** Equal but for temperature, alpha and, unless the optimizer is Adam, learningRate. */
  readonly lanes: readonly LaneSpec[];
  readonly seed: number;
  readonly role: Role;
  readonly dataset: Dataset;
  /** `[rows, classes]` for all samples; null without a teacher. */
  readonly teacherLogits: Float32Array | null;
}

/** What one lane came to. Logits are row-major `[samples, classes]`. */
export interface TrainedLane {
  readonly weights: LaneWeights;
  /** Validation accuracy after each epoch. */
  readonly curve: readonly number[];
  readonly keptEpoch: number;
  readonly validationLogits: Float32Array;
  readonly testLogits: Float32Array;
  /** Of the points that the caller asked for; empty without any. */
  readonly extraLogits: Float32Array;
}

/** `extraPoints` `[*, inputs]`, row-major: more points to predict at the end, such as those of a decision grid. */
export async function trainStack(
  engine: Engine,
  job: StackJob,
  extraPoints: Float32Array,
  report: ReportProgress,
): Promise<TrainedLane[]> {
  const { dataset, seed, role } = job;
  const shared = job.lanes[0]!;
  const sizes = [inputSize(dataset), ...shared.hidden, dataset.numClasses];
  const softLabels = job.lanes.some(({ alpha }) => alpha > 0) ? job.teacherLogits : null;
  const ratePerLane = shared.optimizer !== "adam";
  const settings = {
    sizes,
    lanes: job.lanes.map((lane) => ({ ...lane, scale: ratePerLane ? lane.learningRate : 1 })),
    optimizer: shared.optimizer,
    learningRate: ratePerLane ? 1 : shared.learningRate,
    momentum: shared.momentum,
  };
  const initial = initialWeights(sizes, seed, role);
  const stack = createStack(
    engine,
    settings,
    job.lanes.map(() => initial),
  );
  try {
    const choices: EpochChoice[] = job.lanes.map(() => ({ curve: [], keptEpoch: 0 }));
    const kept: LaneWeights[] = job.lanes.map(() => initial);
    for (let epoch = 1; epoch <= shared.epochs; epoch++) {
      const batches = epochBatches(dataset.splits.train, shared.batchSize, seed, epoch, role);
      for (const { ids, rows } of batches) {
        stack.step({
          rows,
          paddedRows: ids.length,
          features: batchFeatures(dataset, ids),
          labels: oneHotLabels(dataset, ids),
          teacherLogits: softLabels && gatherRows(softLabels, dataset.numClasses, ids),
        });
      }
      const accuracies = accuracyByLane(
        engine,
        stack.logits,
        dataset,
        dataset.splits.validation,
        job.lanes.length,
      );
      keepBest(choices, accuracies, shared.patience, stack.read, kept);
      await report({
        epoch,
        epochs: shared.epochs,
        step: batches.length,
        steps: batches.length,
        loss: null,
      });
      if (choices.every((choice) => hasStopped(choice, shared.patience))) break;
    }
    stack.assign(kept);
    const lanes = job.lanes.length;
    const [validation, test] = [dataset.splits.validation, dataset.splits.test].map((ids) =>
      logitsByLane(stack.logits, dataset, ids, lanes),
    );
    const extra = extraLogits(dataset, extraPoints, (points, ids) =>
      logitsByLane(stack.logits, points, ids, lanes),
    );
    return choices.map((choice, lane) => ({
      ...choice,
      weights: kept[lane]!,
      validationLogits: validation![lane]!,
      testLogits: test![lane]!,
      extraLogits: extra[lane] ?? new Float32Array(0),
    }));
  } finally {
    stack.close();
  }
}

/** A lane that has stopped keeps its curve and weights; it goes on in the stack without effect. */
function keepBest(
  choices: readonly EpochChoice[],
  accuracies: readonly number[],
  patience: number | undefined,
  read: () => LaneWeights[],
  kept: LaneWeights[],
): void {
  const better = choices.flatMap((choice, lane) =>
    !hasStopped(choice, patience) && recordEpoch(choice, accuracies[lane]!, patience) ? [lane] : [],
  );
  if (better.length === 0) return;
  const weights = read();
  for (const lane of better) kept[lane] = weights[lane]!;
}

function extraLogits<T>(
  dataset: Dataset,
  points: Float32Array,
  predict: (points: Dataset, ids: Uint32Array) => T[],
): T[] {
  if (points.length === 0) return [];
  const rows = points.length / inputSize(dataset);
  const extra: Dataset = { ...dataset, features: { kind: "floats", values: points } };
  return predict(
    extra,
    Uint32Array.from({ length: rows }, (_, row) => row),
  );
}
