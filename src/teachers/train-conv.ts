// Trains the convolutional teacher: the loop reads top to bottom in the order things happen.
import type { Dataset } from "../data/dataset.ts";
import type { Engine } from "../engine/engine.ts";
import type { ConvTeacherSpec } from "../study/schema.ts";
import { batchFeatures, epochBatches, oneHotLabels } from "../training/batches.ts";
import { divergenceText } from "../training/divergence.ts";
import { type EpochChoice, hasStopped, recordEpoch } from "../training/early-stop.ts";
import { accuracyByLane, logitsByLane, type Predict } from "../training/evaluate.ts";
import type { ReportProgress } from "../training/progress.ts";
import { rateFactor } from "../training/schedule.ts";
import { trainingSet } from "../training/training-set.ts";
import { type ConvNetwork, convNetwork } from "./conv.ts";
import { convInitialWeights, convLayers } from "./conv-layers.ts";
import type { TrainedTeacher } from "./teacher.ts";

const stepsBetweenReports = 20;

/** @throws Error with epoch and step when the loss is not finite */
export async function trainConv(
  engine: Engine,
  spec: ConvTeacherSpec,
  dataset: Dataset,
  seed: number,
  report: ReportProgress,
): Promise<TrainedTeacher> {
  const { inputShape, numClasses, splits } = dataset;
  const layers = convLayers(spec, numClasses);
  const initial = convInitialWeights(inputShape, layers, seed);
  const network = convNetwork(engine, spec, inputShape, numClasses, initial, seed);
  const { ids: rows, labels: hardLabels, epochRows } = trainingSet(dataset, spec, seed, null);
  const totalSteps = spec.epochs * Math.ceil(epochRows / spec.batchSize);
  try {
    const choice: EpochChoice = { curve: [], keptEpoch: 0 };
    let kept: readonly Float32Array[] = initial;
    let counter = 0; // of all steps so far: the dropout masks are a function of it
    for (let epoch = 1; epoch <= spec.epochs; epoch++) {
      const batches = epochBatches(rows, spec.batchSize, seed, epoch, "teacher", epochRows);
      for (const [step, batch] of batches.entries()) {
        const ids = batch.ids.subarray(0, batch.rows);
        const labels = smoothed(oneHotLabels(hardLabels, numClasses, ids), spec.labelSmoothing, numClasses);
        const withLoss = step % stepsBetweenReports === 0;
        const { loss, finite } = network.step(
          { rows: ids.length, features: batchFeatures(dataset, ids), labels },
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
    const evaluated = convNetwork(engine, spec, inputShape, numClasses, kept, seed);
    try {
      const predict = predictWith(evaluated, dataset);
      const logits = (ids: Uint32Array) => logitsByLane(predict, numClasses, ids, 1)[0]!;
      return {
        ...choice,
        weights: kept,
        validationLogits: logits(splits.validation),
        testLogits: logits(splits.test),
        extraLogits: new Float32Array(0),
      };
    } finally {
      evaluated.close();
    }
  } finally {
    network.close();
  }
}

export function predictWith(network: ConvNetwork, dataset: Dataset): Predict {
  return (ids) => network.logits(batchFeatures(dataset, ids), ids.length);
}

/** Szegedy et al. 2016 (arXiv 1512.00567, section 7). */
function smoothed(oneHot: Float32Array, labelSmoothing: number, numClasses: number): Float32Array {
  if (labelSmoothing === 0) return oneHot;
  return oneHot.map((label) => (1 - labelSmoothing) * label + labelSmoothing / numClasses);
}
