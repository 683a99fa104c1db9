import { type Dataset, inputSize } from "../data/dataset.ts";

/** Features of the test samples as a student takes them, `[rows, inputs]`; of at most `mostRows` samples at a time. */
export function* testBatches(
  dataset: Dataset,
  scale: number,
  mostRows: number,
): Generator<{ readonly rows: number; readonly features: Float32Array }> {
  const { splits, features } = dataset;
  const size = inputSize(dataset);
  for (let first = 0; first < splits.test.length; first += mostRows) {
    const ids = splits.test.subarray(first, first + mostRows);
    const batch = new Float32Array(ids.length * size);
    ids.forEach((id, row) => {
      batch.set(features.values.subarray(id * size, (id + 1) * size), row * size);
    });
    if (scale !== 1) for (let i = 0; i < batch.length; i++) batch[i]! /= scale;
    yield { rows: ids.length, features: batch };
  }
}
