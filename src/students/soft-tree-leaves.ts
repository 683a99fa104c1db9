// The loss of a soft decision tree by leaves, in float64: few numbers, next to those of its filters.
// With target t(x) = (1 - alpha) y + alpha T q_T of a row (y: smoothed label, q_T: teacher's softmax at T), the loss of a
// leaf's logits z (src/losses/distillation.ts, but for the teacher's entropy, which no weight changes) is
//   C(x) = (1 - alpha) CE(y, z) + alpha T^2 CE(q_T, z / T)
//        = (1 - alpha) lse(z) + alpha T^2 lse(z / T) - t(x) z,    lse(z) = log sum_c exp(z_c),
// so a leaf sees a row through one product. Its gradient on z is (1 - alpha) softmax(z) + alpha T softmax(z / T) - t(x).
import type { LossWeights } from "../losses/distillation.ts";

type LeafLoss = Pick<LossWeights, "temperature" | "alpha">;

/** Of all lanes, one after another. */
export interface LeafTerms {
  /** Logits less the greatest of their leaf, which changes no loss: `[lanes, leaves, classes]` */
  readonly logits: Float32Array;
  /** The loss but for its product with the target: `[lanes, leaves]` */
  readonly offsets: Float64Array;
  /** The gradient but for the target: `[lanes, leaves, classes]` */
  readonly pulls: Float64Array;
}

/** `logits` `[lanes, leaves, classes]` */
export function leafTerms(logits: Float32Array, lanes: readonly LeafLoss[], numClasses: number): LeafTerms {
  const terms = {
    logits: new Float32Array(logits.length),
    offsets: new Float64Array(logits.length / numClasses),
    pulls: new Float64Array(logits.length),
  };
  const leaves = terms.offsets.length / lanes.length;
  lanes.forEach(({ temperature, alpha }, lane) => {
    for (let leaf = lane * leaves; leaf < (lane + 1) * leaves; leaf++) {
      centre(logits, terms.logits, leaf * numClasses, numClasses);
      if (alpha < 1) addTerm(terms, leaf, 1 - alpha, 1);
      if (alpha > 0) addTerm(terms, leaf, alpha * temperature ** 2, temperature);
    }
  });
  return terms;
}

function centre(logits: Float32Array, centred: Float32Array, first: number, numClasses: number): void {
  let greatest = logits[first]!;
  for (let i = first + 1; i < first + numClasses; i++) greatest = Math.max(greatest, logits[i]!); // NaN stays
  for (let i = first; i < first + numClasses; i++) centred[i] = logits[i]! - greatest;
}

/** `weight` lse(z / T), and its gradient `weight` / T softmax(z / T). */
function addTerm(
  { logits, offsets, pulls }: LeafTerms,
  leaf: number,
  weight: number,
  temperature: number,
): void {
  const numClasses = logits.length / offsets.length;
  const [from, to] = [leaf * numClasses, (leaf + 1) * numClasses];
  let sum = 0;
  for (let i = from; i < to; i++) sum += Math.exp(logits[i]! / temperature);
  for (let i = from; i < to; i++) {
    pulls[i]! += ((weight / temperature) * Math.exp(logits[i]! / temperature)) / sum;
  }
  offsets[leaf]! += weight * Math.log(sum);
}

/** `masses` `[lanes, leaves]`: sums over the rows of path probabilities; `targets` `[lanes, leaves, classes]`: those of their products with t. */
export interface LeafSums {
  readonly masses: Float64Array;
  readonly targets: Float64Array;
}

/** Gradient on the logits `[lanes, leaves, classes]`, each lane's times its scale. */
export function leafGradient(
  { pulls }: LeafTerms,
  { masses, targets }: LeafSums,
  scales: readonly number[],
): Float32Array {
  const gradient = new Float32Array(pulls.length);
  const numClasses = pulls.length / masses.length;
  const leaves = masses.length / scales.length;
  masses.forEach((mass, leaf) => {
    const scale = scales[Math.floor(leaf / leaves)]!;
    for (let i = leaf * numClasses; i < (leaf + 1) * numClasses; i++) {
      gradient[i] = scale * (mass * pulls[i]! - targets[i]!);
    }
  });
  return gradient;
}

/** Loss of each lane without the balance penalty and the teacher's entropy. */
export function leafLosses(
  { logits, offsets }: LeafTerms,
  { masses, targets }: LeafSums,
  lanes: number,
): number[] {
  const losses = new Array<number>(lanes).fill(0);
  const numClasses = logits.length / masses.length;
  masses.forEach((mass, leaf) => {
    let loss = mass * offsets[leaf]!;
    for (let i = leaf * numClasses; i < (leaf + 1) * numClasses; i++) loss -= targets[i]! * logits[i]!;
    losses[Math.floor((leaf * lanes) / masses.length)]! += loss;
  });
  return losses;
}
