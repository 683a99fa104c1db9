// A student that never saw a class gives it too little: its bias fell with every batch. Hinton et al. 2015 (section 3) raise
// the bias of the class that was left out, or lower those of the few that were not, by one number; here it is chosen on
// validation, exactly: accuracy changes only where a sample's best left-out class draws level with its best other one.
import type { Dataset } from "../data/dataset.ts";
import type { NetworkStudentSpec } from "../study/schema.ts";
import type { TrainedLane } from "./train-stack.ts";

/** A lane as it was trained, and null; or with the bias that its spec asks for in its weights and its logits. */
export function correctedLane(
  trained: TrainedLane,
  spec: NetworkStudentSpec,
  dataset: Dataset,
): { readonly trained: TrainedLane; readonly leftOutBias: number | null } {
  if (spec.kind !== "mlp" || spec.leftOutBias === "none") return { trained, leftOutBias: null };
  const { numClasses, labels, splits } = dataset;
  const leftOut = spec.leftOutClasses.filter((label) => label < numClasses);
  const truth = Uint8Array.from(splits.validation, (id) => labels[id]!);
  const bias = leftOutBias(trained.validationLogits, truth, numClasses, leftOut);
  const raised = (logits: Float32Array) =>
    logits.map((logit, at) => (leftOut.includes(at % numClasses) ? logit + bias : logit));
  const { weights, validationLogits, testLogits, extraLogits } = trained;
  const corrected = {
    ...trained,
    weights: [...weights.slice(0, -1), raised(weights.at(-1)!)],
    validationLogits: raised(validationLogits),
    testLogits: raised(testLogits),
    extraLogits: raised(extraLogits),
  };
  return { trained: corrected, leftOutBias: bias };
}

/**
 * The number that, added to the logits of the classes `leftOut`, makes the most of the samples right: 0 if none makes more of
 * them right, else the middle of the first interval of those that do. `logits` `[samples, numClasses]`, `labels` `[samples]`. 0 where nothing or everything is left out.
 */
export function leftOutBias(
  logits: Float32Array,
  labels: Uint8Array,
  numClasses: number,
  leftOut: readonly number[],
): number {
  if (leftOut.length === 0 || leftOut.length === numClasses) return 0;
  const turns = Array.from(labels, (label, sample) =>
    turnOf(logits, sample * numClasses, label, numClasses, leftOut),
  );
  turns.sort((a, b) => a.bias - b.bias);
  // Samples right, more than with a bias of minus infinity: with none at all, and as it grows from there.
  const rightAsItIs = turns.reduce((sum, { gain, isTurned }) => sum + (isTurned ? gain : 0), 0);
  let right = 0;
  let best = { right: 0, from: Number.NEGATIVE_INFINITY, to: turns[0]?.bias ?? 0 };
  turns.forEach(({ bias, gain }, index) => {
    right += gain;
    const to = turns[index + 1]?.bias ?? Number.POSITIVE_INFINITY;
    if (right > best.right && to > bias) best = { right, from: bias, to };
  });
  if (rightAsItIs >= best.right) return 0;
  if (best.from === Number.NEGATIVE_INFINITY) return best.to - 1;
  return best.to === Number.POSITIVE_INFINITY ? best.from + 1 : (best.from + best.to) / 2;
}

/**
 * From which bias on a sample falls to its best left-out class, whether it does so without one (of equal logits the first class
 * is the answer), and whether that makes it right (1), wrong (-1) or neither.
 */
function turnOf(
  logits: Float32Array,
  first: number,
  label: number,
  numClasses: number,
  leftOut: readonly number[],
) {
  let [out, other] = [-1, -1];
  for (let k = 0; k < numClasses; k++) {
    if (leftOut.includes(k)) {
      if (out < 0 || logits[first + k]! > logits[first + out]!) out = k;
    } else if (other < 0 || logits[first + k]! > logits[first + other]!) other = k;
  }
  const gain = (out === label ? 1 : 0) - (other === label ? 1 : 0);
  const bias = logits[first + other]! - logits[first + out]!;
  return { bias, isTurned: bias < 0 || (bias === 0 && out < other), gain };
}
