/** -sum(p * ln p) of probabilities, in nats; 0 * ln 0 is 0. NaN in, NaN out. */
export function entropy(probs: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < probs.length; k++) {
    const p = probs[k]!;
    if (p !== 0) sum += p * Math.log(p);
  }
  return sum === 0 ? 0 : -sum; // not -0
}
