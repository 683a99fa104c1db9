// The lanes of one worker, with the batches that `trainStack` would make for them.
import type { Dataset } from "../../../src/data/dataset.ts";
import type { Engine } from "../../../src/engine/engine.ts";
import { createStack } from "../../../src/students/create-stack.ts";
import { initialWeights } from "../../../src/students/lane-weights.ts";
import { gatherRows, oneHotLabels, transposed } from "../../../src/training/batches.ts";
import { accuracyByLane } from "../../../src/training/evaluate.ts";
import { featureReader } from "../../../src/training/lit-features.ts";
import type { PeersConfig } from "../config.ts";

export interface StudentStackInput {
  readonly config: PeersConfig;
  readonly dataset: Dataset;
  /** `[60000, 10]` */
  readonly teacherLogits: Float32Array;
  readonly lanes: PeersConfig["lanes"];
}

export interface StudentStack {
  step(ids: Uint32Array): void;
  /** Of each lane. */
  accuracies(ids: Uint32Array): number[];
}

export function studentStack(engine: Engine, input: StudentStackInput): StudentStack {
  const { config, dataset, teacherLogits, lanes } = input;
  const { columns, numClasses, labels } = dataset;
  const initial = initialWeights(config.studentSizes, 1);
  const features = featureReader(dataset);
  const settings = {
    sizes: config.studentSizes,
    activation: "relu",
    columns,
    optimizer: "adam",
    momentum: 0,
    lanes: lanes.map((lane) => ({
      ...lane,
      learningRate: config.studentLearningRate,
      labelSmoothing: 0,
      weightDecay: 0,
    })),
  } as const;
  const stack = createStack(
    engine,
    settings,
    lanes.map(() => initial),
  );
  return {
    step(ids) {
      const batch = {
        rows: ids.length,
        features: features(ids),
        labels: transposed(oneHotLabels(labels, numClasses, ids), numClasses),
        teacherLogits: transposed(gatherRows(teacherLogits, numClasses, ids), numClasses),
      };
      const diverged = stack.step([batch], 1);
      if (diverged.length > 0) throw new Error(`The loss of lanes ${diverged.join(", ")} is not finite`);
    },
    accuracies: (ids) =>
      accuracyByLane(engine, (rows) => stack.logits(features(rows)), labels, ids, lanes.length),
  };
}
