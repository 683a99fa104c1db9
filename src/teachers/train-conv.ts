// Trains the convolutional teacher: the loop reads top to bottom in the order things happen.
import type { Dataset } from "../data/dataset.ts";
import type { Engine } from "../engine/engine.ts";
import type { ConvTeacherSpec } from "../study/schema.ts";
import { batchFeatures, epochBatches, oneHotLabels } from "../training/batches.ts";
import { type EpochChoice, hasStopped, recordEpoch } from "../training/early-stop.ts";
import { accuracyByLane, logitsByLane } from "../training/evaluate.ts";
import type { ReportProgress } from "../training/progress.ts";
import { convNetwork } from "./conv.ts";
import { convInitialWeights, convLayers } from "./conv-layers.ts";
import type { TrainedTeacher } from "./teacher.ts";

const stepsBetweenReports = 20;

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
  try {
    const choice: EpochChoice = { curve: [], keptEpoch: 0 };
    let kept: readonly Float32Array[] = initial;
    let counter = 0; // of all steps so far: the dropout masks are a function of it
    for (let epoch = 1; epoch <= spec.epochs; epoch++) {
      const batches = epochBatches(splits.train, spec.batchSize, seed, epoch, "teacher");
      for (const [step, batch] of batches.entries()) {
        const ids = batch.ids.subarray(0, batch.rows);
        const isReport = step % stepsBetweenReports === 0;
        const loss = network.step(
          { rows: ids.length, features: batchFeatures(dataset, ids), labels: oneHotLabels(dataset, ids) },
          counter++,
          isReport,
        );
        if (isReport) await report({ epoch, epochs: spec.epochs, step, steps: batches.length, loss });
      }
      const [accuracy] = accuracyByLane(engine, network.logits, dataset, splits.validation, 1);
      if (recordEpoch(choice, accuracy!, spec.patience)) kept = network.read();
      if (hasStopped(choice, spec.patience)) break;
    }
    const evaluated = convNetwork(engine, spec, inputShape, numClasses, kept, seed);
    try {
      const logits = (ids: Uint32Array) => logitsByLane(evaluated.logits, dataset, ids, 1)[0]!;
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
