/**
 * Index of the largest value; of equal ones the lowest. NaN is never the largest: without any other value (all NaN,
 * or none at all) the answer is -1. `start` and `length` pick one row of a flat matrix; the index counts from `start`.
 */
export function argmax(values: ArrayLike<number>, start = 0, length = values.length - start): number {
  let best = -1;
  let largest = Number.NaN;
  for (let index = 0; index < length; index++) {
    const value = values[start + index]!;
    if (value > largest || (best === -1 && !Number.isNaN(value))) {
      best = index;
      largest = value;
    }
  }
  return best;
}
