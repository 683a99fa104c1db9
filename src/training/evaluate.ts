// Logits of a split in chunks of one size, whatever the stack or the worker, so that a row has the same bits always.
import type { Tensor } from "@tensorflow/tfjs-core";
import type { Engine } from "../engine/engine.ts";
import { type Batch, consecutiveBatches, mostRows } from "./batches.ts";

/** Logits of samples: `[ids.length, classes]` or `[lanes, ids.length, classes]`, the caller's to dispose. */
export type Predict = (ids: Uint32Array) => Tensor;

/** Predicts `ids` chunk by chunk; the first `chunk.rows` rows of a prediction count, `first` is their place in `ids`. */
export function eachPrediction(
  predict: Predict,
  ids: Uint32Array,
  use: (prediction: Tensor, chunk: Batch, first: number) => void,
): void {
  consecutiveBatches(ids, mostRows).forEach((chunk, index) => {
    const prediction = predict(chunk.ids);
    use(prediction, chunk, index * mostRows);
    prediction.dispose();
  });
}

/** Logits of each lane (one where there are no lanes): `[ids.length * classes]`, row-major. */
export function logitsByLane(
  predict: Predict,
  numClasses: number,
  ids: Uint32Array,
  lanes: number,
): Float32Array[] {
  const results = Array.from({ length: lanes }, () => new Float32Array(ids.length * numClasses));
  eachPrediction(predict, ids, (prediction, chunk, first) => {
    const values = prediction.dataSync<"float32">();
    const laneLength = chunk.ids.length * numClasses;
    results.forEach((result, lane) => {
      const start = lane * laneLength;
      result.set(values.subarray(start, start + chunk.rows * numClasses), first * numClasses);
    });
  });
  return results;
}

/** Share of right top classes of each lane, 0 to 1; the engine takes the argmax. `labels`: of all samples. */
export function accuracyByLane(
  engine: Engine,
  predict: Predict,
  labels: Uint8Array,
  ids: Uint32Array,
  lanes: number,
): number[] {
  const right = new Array<number>(lanes).fill(0);
  eachPrediction(predict, ids, (prediction, chunk) => {
    rightByLane(engine, prediction, labels, chunk).forEach((count, lane) => {
      right[lane]! += count;
    });
  });
  return right.map((count) => count / ids.length);
}

/** Number of right top classes of each lane in one chunk. */
export function rightByLane(engine: Engine, prediction: Tensor, labels: Uint8Array, chunk: Batch): number[] {
  const { tf } = engine;
  const padded = chunk.ids.length;
  const classes = tf.tidy(() => tf.argMax(prediction, -1).dataSync<"int32">());
  return Array.from({ length: classes.length / padded }, (_, lane) => {
    let right = 0;
    for (let row = 0; row < chunk.rows; row++) {
      if (classes[lane * padded + row] === labels[chunk.ids[row]!]) right++;
    }
    return right;
  });
}
