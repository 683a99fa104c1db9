// What a soft decision tree says: the distribution of its likeliest leaf, or the mean of all its leaves. In float64 and
// without tensors: a lane's bits are its own.
import { probabilityFloor } from "../metrics/logits-of-probabilities.ts";
import { logSoftmaxRow } from "../numeric/log-softmax.ts";
import type { SoftTreeStudentSpec } from "../study/schema.ts";
import type { SoftTreeSettings } from "./stack.ts";

/** Of all lanes `[lanes, rows, classes]`: `paths` `[lanes, leaves, rows]`, `leafLogits` `[lanes, leaves, classes]`. */
export function softTreeLaneLogits(
  paths: Float32Array,
  leafLogits: Float32Array,
  rows: number,
  { lanes, numClasses }: Pick<SoftTreeSettings, "lanes" | "numClasses">,
): Float32Array {
  const ofLane = (all: Float32Array, lane: number) =>
    all.subarray((lane * all.length) / lanes.length, ((lane + 1) * all.length) / lanes.length);
  const values = new Float32Array(lanes.length * rows * numClasses);
  lanes.forEach(({ prediction }, lane) => {
    ofLane(values, lane).set(softTreeLogits(ofLane(paths, lane), ofLane(leafLogits, lane), rows, prediction));
  });
  return values;
}

/**
 * Log probabilities of the classes `[rows, classes]`, from path probabilities `[leaves, rows]` and the leaves' logits
 * `[leaves, classes]`. NaN where a path probability is.
 */
export function softTreeLogits(
  paths: Float32Array,
  leafLogits: Float32Array,
  rows: number,
  prediction: SoftTreeStudentSpec["prediction"],
): Float32Array {
  const logProbs = logSoftmaxOfLeaves(leafLogits, (leafLogits.length * rows) / paths.length);
  return prediction === "likeliest-leaf"
    ? ofLikeliestLeaf(paths, logProbs, rows)
    : ofAllLeaves(paths, logProbs, rows);
}

/** Of leaves that are equally likely the first. */
function ofLikeliestLeaf(paths: Float32Array, logProbs: Float64Array, rows: number): Float32Array {
  const leaves = paths.length / rows;
  const classes = logProbs.length / leaves;
  const best = new Float64Array(rows).fill(-1);
  const likeliest = new Uint32Array(rows);
  const total = new Float64Array(rows);
  for (let leaf = 0; leaf < leaves; leaf++) {
    for (let row = 0; row < rows; row++) {
      const probability = paths[leaf * rows + row]!;
      total[row]! += probability;
      if (probability > best[row]!) {
        best[row] = probability;
        likeliest[row] = leaf;
      }
    }
  }
  const logits = new Float32Array(rows * classes);
  for (let row = 0; row < rows; row++) {
    const first = likeliest[row]! * classes;
    const ofLeaf = logProbs.subarray(first, first + classes);
    if (Number.isNaN(total[row]!)) logits.fill(Number.NaN, row * classes, (row + 1) * classes);
    else logits.set(ofLeaf, row * classes);
  }
  return logits;
}

function ofAllLeaves(paths: Float32Array, logProbs: Float64Array, rows: number): Float32Array {
  const leaves = paths.length / rows;
  const classes = logProbs.length / leaves;
  const probs = logProbs.map(Math.exp);
  const mean = new Float64Array(rows * classes);
  for (let leaf = 0; leaf < leaves; leaf++) {
    for (let row = 0; row < rows; row++) {
      const probability = paths[leaf * rows + row]!;
      for (let c = 0; c < classes; c++) mean[row * classes + c]! += probability * probs[leaf * classes + c]!;
    }
  }
  return Float32Array.from(mean, (p) => Math.log(Math.max(p, probabilityFloor)));
}

/** `[leaves, classes]` */
function logSoftmaxOfLeaves(logits: Float32Array, classes: number): Float64Array {
  const logProbs = new Float64Array(logits.length);
  for (let first = 0; first < logits.length; first += classes) {
    logSoftmaxRow(logits, first, logProbs.subarray(first, first + classes));
  }
  return logProbs;
}
