// Shards become one matrix, row = sample id, and are checked before anybody learns from them: a shard that landed
// in the wrong place, a stale one or a broken teacher shows in its accuracy against the true labels.
import { type Dataset, transferSize } from "../data/dataset.ts";
import { argmax } from "../numeric/argmax.ts";
import type { ShardRange } from "./label-shard.ts";

export interface Shard extends ShardRange {
  /** `[count, classes]` */
  readonly logits: Float32Array;
  /** The teacher's own on this shard. */
  readonly accuracy: number;
}

export interface JoinedLabels {
  /** `[transferSize, classes]`, row-major, row = sample id */
  readonly logits: Float32Array;
  readonly accuracy: { readonly train: number; readonly validation: number };
}

/** @throws Error when samples are missing or an accuracy does not match the teacher's own */
export function joinShards(
  dataset: Dataset,
  shards: readonly Shard[],
  teacherValidation: number,
): JoinedLabels {
  const { numClasses, splits } = dataset;
  const logits = new Float32Array(transferSize(dataset) * numClasses);
  let next = 0;
  for (const shard of [...shards].sort((a, b) => a.first - b.first)) {
    if (shard.first !== next)
      throw new Error(`Expected a shard that starts at sample ${next}, got ${shard.first}`);
    logits.set(shard.logits, next * numClasses);
    next += shard.count;
  }
  if (next !== transferSize(dataset)) {
    throw new Error(`Expected labels of ${transferSize(dataset)} samples, got ${next}`);
  }
  for (const shard of shards) checkShard(dataset, logits, shard);
  const accuracy = labelAccuracies(dataset, logits);
  checkWhole(accuracy.validation, teacherValidation, splits.validation.length);
  return { logits, accuracy };
}

function checkShard(dataset: Dataset, logits: Float32Array, { first, count, accuracy }: Shard): void {
  const ids = Uint32Array.from({ length: count }, (_, i) => first + i);
  const joined = labelAccuracy(dataset, logits, ids);
  if (joined === accuracy) return;
  throw new Error(
    `Soft labels of samples ${first} to ${first + count - 1} are ${joined} accurate, their teacher was ${accuracy}`,
  );
}

/**
 * The teacher measured itself with all its threads, the labels were made with one: sums in another order move the
 * last bits of a logit, so a sample between two classes may fall to the other side. One in 2,000 is allowed.
 */
function checkWhole(labels: number, teacher: number, samples: number): void {
  const different = Math.round(Math.abs(labels - teacher) * samples);
  if (different <= Math.ceil(samples / 2000)) return;
  throw new Error(
    `The soft labels are ${labels} accurate on validation, but the teacher itself was ${teacher}`,
  );
}

/** Of labels `[transferSize, classes]` against the true ones, 0 to 1. */
export function labelAccuracies(dataset: Dataset, logits: Float32Array): JoinedLabels["accuracy"] {
  const { train, validation } = dataset.splits;
  return {
    train: labelAccuracy(dataset, logits, train),
    validation: labelAccuracy(dataset, logits, validation),
  };
}

/** Share of `ids` whose top class is the true one. */
function labelAccuracy(dataset: Dataset, logits: Float32Array, ids: Uint32Array): number {
  const { numClasses, labels } = dataset;
  const right = ids.reduce(
    (count, id) => count + (argmax(logits, id * numClasses, numClasses) === labels[id] ? 1 : 0),
    0,
  );
  return right / ids.length;
}
