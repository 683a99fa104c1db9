// Trains a teacher that has a process of its own: the loop reads top to bottom in the order things happen.
import { type Dataset, inputSize } from "../data/dataset.ts";
import type { Engine } from "../engine/engine.ts";
import { stream } from "../random/stream.ts";
import { batchFeatures, epochBatches, gatherRows, oneHotLabels } from "../training/batches.ts";
import { divergenceText } from "../training/divergence.ts";
import { type EpochChoice, hasStopped, recordEpoch } from "../training/early-stop.ts";
import { accuracyByLane, logitsByLane, type Predict } from "../training/evaluate.ts";
import type { ReportProgress } from "../training/progress.ts";
import { rateFactor } from "../training/schedule.ts";
import { stepsOfTraining } from "../training/steps.ts";
import { trainingSet } from "../training/training-set.ts";
import { type DeepNetwork, deepNetwork } from "./deep-network.ts";
import { heUniformWeights } from "./initial-weights.ts";
import { jittered } from "./jitter.ts";
import { teacherInputShape, teacherLayers } from "./layers.ts";
import type { TeacherTraining, TrainedTeacher } from "./teacher.ts";

const stepsBetweenReports = 20;

/**
 * `extraPoints` `[*, inputs]`: more points to predict at the end.
 * @throws Error with epoch and step when the loss is not finite
 */
export async function trainAlone(
  engine: Engine,
  { spec, dataset, seed }: Omit<TeacherTraining, "teacherLogits">,
  extraPoints: Float32Array,
  report: ReportProgress,
): Promise<TrainedTeacher> {
  const { numClasses, splits } = dataset;
  const inputShape = teacherInputShape(spec, dataset);
  const initial = heUniformWeights(inputShape, teacherLayers(spec, numClasses), seed);
  const network = deepNetwork(engine, spec, inputShape, numClasses, initial, seed);
  const { ids: rows, labels: hardLabels, epochRows } = trainingSet(dataset, spec, seed, null);
  const totalSteps = stepsOfTraining(spec, epochRows);
  try {
    const choice: EpochChoice = { curve: [], keptEpoch: 0 };
    let kept: readonly Float32Array[] = initial;
    let counter = 0; // of all steps so far: dropout masks and jitter are functions of it
    for (let epoch = 1; epoch <= spec.epochs; epoch++) {
      const batches = epochBatches(rows, spec.batchSize, seed, epoch, "teacher", epochRows);
      for (const [step, batch] of batches.entries()) {
        const ids = batch.ids.subarray(0, batch.rows);
        const labels = smoothed(oneHotLabels(hardLabels, numClasses, ids), spec.labelSmoothing, numClasses);
        const withLoss = step % stepsBetweenReports === 0;
        const { loss, finite } = network.step(
          { rows: ids.length, features: seenFeatures(dataset, ids, spec.jitter, seed, counter), labels },
          { rateFactor: rateFactor(spec, counter + 1, totalSteps), counter, withLoss },
        );
        if (!finite) {
          const at = { epoch, step: step + 1 };
          throw new Error(divergenceText(`teacher "${spec.name}", seed ${seed}`, at));
        }
        counter++;
        if (withLoss) await report({ epoch, epochs: spec.epochs, step, steps: batches.length, loss });
      }
      const predict = predictWith(network, dataset);
      const [accuracy] = accuracyByLane(engine, predict, dataset.labels, splits.validation, 1);
      if (recordEpoch(choice, accuracy!, spec.patience)) kept = network.read();
      if (hasStopped(choice, spec.patience)) break;
    }
    const evaluated = deepNetwork(engine, spec, inputShape, numClasses, kept, seed);
    try {
      const logits = (predict: Predict, ids: Uint32Array) => logitsByLane(predict, numClasses, ids, 1)[0]!;
      const ofSamples = predictWith(evaluated, dataset);
      const size = inputSize(dataset);
      const pointIds = Uint32Array.from({ length: extraPoints.length / size }, (_, row) => row);
      return {
        ...choice,
        weights: kept,
        validationLogits: logits(ofSamples, splits.validation),
        testLogits: logits(ofSamples, splits.test),
        extraLogits: logits(
          (ids) => evaluated.logits(gatherRows(extraPoints, size, ids), ids.length),
          pointIds,
        ),
      };
    } finally {
      evaluated.close();
    }
  } finally {
    network.close();
  }
}

/** Inference mode: the samples as they are. */
export function predictWith(network: DeepNetwork, dataset: Dataset): Predict {
  return (ids) => network.logits(batchFeatures(dataset, ids), ids.length);
}

/** As the network sees them in the training step `counter`. */
function seenFeatures(
  dataset: Dataset,
  ids: Uint32Array,
  jitter: number,
  seed: number,
  counter: number,
): Float32Array {
  const features = batchFeatures(dataset, ids);
  if (jitter === 0) return features;
  return jittered(features, dataset.inputShape, jitter, stream(seed, "teacher", "jitter", counter));
}

/** Szegedy et al. 2016 (arXiv 1512.00567, section 7). */
function smoothed(oneHot: Float32Array, labelSmoothing: number, numClasses: number): Float32Array {
  if (labelSmoothing === 0) return oneHot;
  return oneHot.map((label) => (1 - labelSmoothing) * label + labelSmoothing / numClasses);
}
