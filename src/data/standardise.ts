/** Of each feature what is taken from it, and what the rest is divided by; 0 and 1 where it stays as it is. */
export interface Scaling {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

/**
 * By which each of `columns` gets mean 0 and standard deviation 1 over the training rows; a number that is the same in all of
 * them is divided by 1. `features`: `[samples, size]`.
 */
export function scalingOf(
  features: ArrayLike<number>,
  size: number,
  columns: Iterable<number>,
  train: Uint32Array,
): Scaling {
  const means = new Float64Array(size);
  const deviations = new Float64Array(size).fill(1);
  for (const at of columns) {
    const first = features[train[0]! * size + at]!;
    let [sum, squares, isConstant] = [0, 0, true];
    for (const id of train) {
      const value = features[id * size + at]!;
      sum += value;
      isConstant &&= value === first;
    }
    const mean = isConstant ? first : sum / train.length; // a mean of equal numbers may miss them by its rounding
    for (const id of train) squares += (features[id * size + at]! - mean) ** 2;
    means[at] = mean;
    deviations[at] = Math.sqrt(squares / train.length) || 1;
  }
  return { means, deviations };
}

/** `features`: `[samples, features]`, changed in place. */
export function standardise(features: Float64Array, { means, deviations }: Scaling): void {
  const size = means.length;
  for (let first = 0; first < features.length; first += size) {
    for (let at = 0; at < size; at++)
      features[first + at] = (features[first + at]! - means[at]!) / deviations[at]!;
  }
}
