// What a model learns from: some rows of the training split, their labels, and the teacher's logits of them. Each choice is a
// function of the seed alone, so that all models of a seed are paired, and a smaller share is a part of a larger one.
import { type Dataset, transferSize } from "../data/dataset.ts";
import { argmax } from "../numeric/argmax.ts";
import { stream } from "../random/stream.ts";
import type { TrainingSetSpec } from "../study/training-set.ts";
import { UserError } from "../user-error.ts";

export interface TrainingSet {
  /** Sample ids, ascending. */
  readonly ids: Uint32Array;
  /** `[all samples]`, as the model is told them. */
  readonly labels: Uint8Array;
  /** `[all samples, classes]`, as the model is told them; null without a teacher. */
  readonly teacherLogits: Float32Array | null;
  /** Rows of the whole training split: an epoch has so many, however few are different. */
  readonly epochRows: number;
}

/** `teacherLogits` `[all samples, classes]`. @throws UserError where no row is left */
export function trainingSet(
  dataset: Dataset,
  spec: TrainingSetSpec,
  seed: number,
  teacherLogits: Float32Array | null,
): TrainingSet {
  const { train } = dataset.splits;
  const ids = trainingRows(dataset, spec, seed);
  return {
    ids,
    labels:
      spec.labels === "argmax" ? topClasses(dataset, teacherLogits!) : labelsWithNoise(dataset, spec, seed),
    teacherLogits:
      spec.labels === "permuted" ? permuted(teacherLogits!, dataset.numClasses, ids, seed) : teacherLogits,
    epochRows: train.length,
  };
}

function trainingRows({ splits, labels }: Dataset, spec: TrainingSetSpec, seed: number): Uint32Array {
  const { trainFraction, leftOutClasses } = spec;
  const share = Math.ceil(trainFraction * splits.train.length);
  const drawn =
    share === splits.train.length
      ? splits.train
      : shuffled(splits.train, seed, "training rows").subarray(0, share).sort();
  const ids = drawn.filter((id) => !leftOutClasses.includes(labels[id]!));
  if (ids.length > 0) return ids;
  throw new UserError(
    `Expected rows to train on, got none: \`trainFraction\` ${trainFraction} and \`leftOutClasses\` ` +
      `[${leftOutClasses.join(", ")}] leave nothing of ${splits.train.length} rows. Raise the one, or leave out fewer classes.`,
  );
}

/** The first ones of a random order are wrong; each of the other classes is equally likely. */
function labelsWithNoise(
  { splits, labels, numClasses }: Dataset,
  spec: TrainingSetSpec,
  seed: number,
): Uint8Array {
  if (spec.labelNoise === 0) return labels;
  const noisy = Uint8Array.from(labels);
  const { int } = stream(seed, "label noise", "classes");
  const wrong = Math.round(spec.labelNoise * splits.train.length);
  for (const id of shuffled(splits.train, seed, "label noise").subarray(0, wrong)) {
    noisy[id] = (noisy[id]! + 1 + int(numClasses - 1)) % numClasses;
  }
  return noisy;
}

/** The teacher's hard labels of the transfer set; the true ones of the test split, which nobody is told. */
function topClasses(dataset: Dataset, logits: Float32Array): Uint8Array {
  const { numClasses, labels } = dataset;
  const transfer = transferSize(dataset);
  return labels.map((label, id) => (id < transfer ? argmax(logits, id * numClasses, numClasses) : label));
}

/** Each row's logits are those of another row of `ids`, drawn from all orders. */
function permuted(logits: Float32Array, numClasses: number, ids: Uint32Array, seed: number): Float32Array {
  const moved = Float32Array.from(logits);
  shuffled(ids, seed, "permuted labels").forEach((from, place) => {
    moved.set(logits.subarray(from * numClasses, (from + 1) * numClasses), ids[place]! * numClasses);
  });
  return moved;
}

function shuffled(ids: Uint32Array, seed: number, what: string): Uint32Array {
  return Uint32Array.from(stream(seed, what).permutation(ids.length), (place) => ids[place]!);
}
