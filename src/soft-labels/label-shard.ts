import type { Dataset } from "../data/dataset.ts";
import type { Engine } from "../engine/engine.ts";
import { eachPrediction, logitsByLane, type Predict, rightByLane } from "../training/evaluate.ts";

/** Consecutive samples of the transfer set. */
export interface ShardRange {
  readonly first: number;
  readonly count: number;
}

export interface LabelledShard {
  /** `[count, classes]`, row-major */
  readonly logits: Float32Array;
  /** As the engine counts it, from its own tensors: what the joined file must give again. */
  readonly accuracy: number;
}

/** Rows that are labelled twice. */
const checkedRows = 512;

/** @throws Error when the teacher does not say the same twice */
export function labelShard(
  engine: Engine,
  predict: Predict,
  dataset: Dataset,
  shard: ShardRange,
): LabelledShard {
  const { numClasses, labels } = dataset;
  const ids = Uint32Array.from({ length: shard.count }, (_, i) => shard.first + i);
  const logits = new Float32Array(shard.count * numClasses);
  let right = 0;
  eachPrediction(predict, ids, (prediction, chunk, first) => {
    const values = prediction.dataSync<"float32">();
    logits.set(values.subarray(0, chunk.rows * numClasses), first * numClasses);
    right += rightByLane(engine, prediction, labels, chunk)[0]!;
  });
  checkRepeatable(predict, numClasses, ids.subarray(0, checkedRows), logits);
  return { logits, accuracy: right / shard.count };
}

function checkRepeatable(predict: Predict, numClasses: number, ids: Uint32Array, logits: Float32Array): void {
  const [again] = logitsByLane(predict, numClasses, ids, 1);
  if (again!.every((logit, i) => logit === logits[i])) return;
  throw new Error(`The teacher gave two different answers for samples ${ids[0]} to ${ids.at(-1)}`);
}
