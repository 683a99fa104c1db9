// Trains the lanes of one stack, whatever kind of network they are: same data, same batches, same epochs.
import type { Dataset } from "../data/dataset.ts";
import { inputSize } from "../data/dataset.ts";
import type { Engine } from "../engine/engine.ts";
import {
  type Batch,
  consecutiveBatches,
  epochBatches,
  gatherRows,
  mostRows,
  oneHotLabels,
  transposed,
} from "../training/batches.ts";
import type { Divergence } from "../training/divergence.ts";
import { type EpochChoice, hasStopped, recordEpoch } from "../training/early-stop.ts";
import { accuracyByLane, logitsByLane, type Predict } from "../training/evaluate.ts";
import { allColumns, type BatchFeatures, featureReader } from "../training/lit-features.ts";
import type { ReportProgress } from "../training/progress.ts";
import type { Role } from "../training/role.ts";
import { rateFactor } from "../training/schedule.ts";
import { stepsOfEpoch, stepsOfTraining } from "../training/steps.ts";
import type { TrainingSet } from "../training/training-set.ts";
import type { LaneWeights } from "./lane-weights.ts";
import { initialLane, type LaneSpec, stackOfLanes } from "./network.ts";
import type { Stack, TrainingBatch } from "./stack.ts";

export interface StackJob {
  /**
   * Of one kind. Equal but for temperature, alpha, labelSmoothing, weightDecay and, unless they are tensors with Adam,
   * learningRate; soft trees also but for inverseTemperature, balancePenalty and prediction.
   */
  readonly lanes: readonly LaneSpec[];
  readonly seed: number;
  readonly role: Role;
  readonly dataset: Dataset;
  /** The same for all lanes. */
  readonly trainingSet: TrainingSet;
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

export type LaneOutcome =
  | ({ readonly state: "trained" } & TrainedLane)
  | ({ readonly state: "diverged" } & Divergence);

/** One lane under way. */
interface LaneRun {
  readonly spec: LaneSpec;
  readonly choice: EpochChoice;
  /** Of the epoch that is kept so far. */
  weights: LaneWeights;
  divergence: Divergence | null;
}

/** `extraPoints` `[*, inputs]`, row-major: more points to predict at the end, such as those of a decision grid. */
export async function trainStack(
  engine: Engine,
  job: StackJob,
  extraPoints: Float32Array,
  report: ReportProgress,
): Promise<LaneOutcome[]> {
  const { dataset, trainingSet, seed, role } = job;
  const { epochs, patience, batchSize } = job.lanes[0]!;
  const { validation } = dataset.splits;
  const initial = initialLane(dataset, job.lanes[0]!, seed, role);
  const lanes = job.lanes.map(
    (spec): LaneRun => ({ spec, choice: { curve: [], keptEpoch: 0 }, weights: initial, divergence: null }),
  );
  const batchOf = trainingBatches(job);
  const features = featureReader(dataset);
  const totalSteps = stepsOfTraining(job.lanes[0]!, trainingSet.epochRows);

  let running: LaneRun[] = lanes; // in the order of the stack's lanes
  let stack = stackOf(engine, dataset, running);
  let steps = 0;
  try {
    for (let epoch = 1; epoch <= epochs; epoch++) {
      const batches = epochBatches(trainingSet.ids, batchSize, seed, epoch, role, trainingSet.epochRows);
      for (const [index, batch] of batches.entries()) {
        const factor = rateFactor(job.lanes[0]!, ++steps, totalSteps);
        for (const lane of stack.step(batchOf(batch), factor)) {
          running[lane]!.divergence ??= { epoch, step: index + 1 };
        }
      }
      const predict: Predict = (ids) => stack.logits(features(ids));
      const accuracies = accuracyByLane(engine, predict, dataset.labels, validation, running.length);
      keepBest(running, accuracies, stack, patience);
      await report({ epoch, epochs, step: batches.length, steps: batches.length, loss: null });

      const left = running.flatMap((lane, place) => (isDone(lane, patience) ? [] : [place]));
      if (left.length === 0) break;
      if (left.length < running.length) {
        const smaller = stack.keep(left);
        stack.close();
        stack = smaller;
        running = left.map((place) => running[place]!);
      }
    }
  } finally {
    stack.close();
  }
  return outcomes(engine, dataset, lanes, stepsOfEpoch(job.lanes[0]!, trainingSet.epochRows), extraPoints);
}

const isDone = ({ divergence, choice }: LaneRun, patience: number | undefined) =>
  divergence !== null || hasStopped(choice, patience);

const stackOf = (engine: Engine, dataset: Dataset, lanes: readonly LaneRun[]): Stack =>
  stackOfLanes(
    engine,
    dataset,
    lanes.map(({ spec }) => spec),
    lanes.map(({ weights }) => weights),
  );

/** Floats of one batch, made once for all lanes; a large batch comes in parts. */
function trainingBatches({ dataset, lanes, trainingSet }: StackJob): (batch: Batch) => TrainingBatch[] {
  const { numClasses } = dataset;
  const { labels, teacherLogits } = trainingSet;
  const features = featureReader(dataset);
  const softLabels = lanes.some(({ alpha }) => alpha > 0) ? teacherLogits : null;
  const partOf = ({ ids, rows }: Batch): TrainingBatch => ({
    rows,
    features: features(ids),
    labels: transposed(oneHotLabels(labels, numClasses, ids), numClasses),
    teacherLogits: softLabels && transposed(gatherRows(softLabels, numClasses, ids), numClasses),
  });
  return ({ ids, rows }) => consecutiveBatches(ids.subarray(0, rows), mostRows).map(partOf);
}

function keepBest(
  running: readonly LaneRun[],
  accuracies: readonly number[],
  stack: Stack,
  patience: number | undefined,
): void {
  const better = running.flatMap((lane, place) =>
    lane.divergence === null && recordEpoch(lane.choice, accuracies[place]!, patience) ? [place] : [],
  );
  if (better.length === 0) return;
  const weights = stack.read();
  for (const place of better) running[place]!.weights = weights[place]!;
}

/** The lanes that did not diverge, evaluated with the weights that were kept. */
function outcomes(
  engine: Engine,
  dataset: Dataset,
  lanes: readonly LaneRun[],
  lastStep: number,
  extraPoints: Float32Array,
): LaneOutcome[] {
  const trained = lanes.filter(({ divergence }) => divergence === null);
  const stack = trained.length > 0 ? stackOf(engine, dataset, trained) : null;
  try {
    const logitsOf = (features: (ids: Uint32Array) => BatchFeatures, ids: Uint32Array) =>
      stack
        ? logitsByLane((rows) => stack.logits(features(rows)), dataset.numClasses, ids, trained.length)
        : [];
    const ofSamples = featureReader(dataset);
    const validation = logitsOf(ofSamples, dataset.splits.validation);
    const test = logitsOf(ofSamples, dataset.splits.test);
    const size = inputSize(dataset);
    const pointIds = Uint32Array.from({ length: extraPoints.length / size }, (_, row) => row);
    const extra = logitsOf((ids) => allColumns(gatherRows(extraPoints, size, ids), size), pointIds);
    return lanes.map((lane): LaneOutcome => {
      const { choice, weights, divergence } = lane;
      if (divergence !== null) return { state: "diverged", ...divergence };
      const place = trained.indexOf(lane);
      // The last update can still overflow, behind the last loss that was seen.
      const isSound = validation[place]!.every(Number.isFinite) && test[place]!.every(Number.isFinite);
      if (!isSound) return { state: "diverged", epoch: choice.keptEpoch, step: lastStep };
      return {
        state: "trained",
        ...choice,
        weights,
        validationLogits: validation[place]!,
        testLogits: test[place]!,
        extraLogits: extra[place]!,
      };
    });
  } finally {
    stack?.close();
  }
}
