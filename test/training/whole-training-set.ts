import type { Dataset } from "../../src/data/dataset.ts";
import type { TrainingSet } from "../../src/training/training-set.ts";

/** All rows of the training split, with the labels as they are. */
export function wholeTrainingSet(dataset: Dataset, teacherLogits: Float32Array | null): TrainingSet {
  const { splits, labels } = dataset;
  return { ids: splits.train, labels, teacherLogits, epochRows: splits.train.length };
}
