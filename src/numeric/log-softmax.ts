/**
 * Log-probabilities `logits / T - ln(sum(exp(logits / T)))`, the largest logit taken out first, so nothing
 * overflows. A NaN or +Infinity among the logits makes every value NaN.
 */
export function logSoftmax(logits: ArrayLike<number>, temperature = 1): Float64Array {
  const logProbs = new Float64Array(logits.length);
  logSoftmaxRow(logits, 0, logProbs, temperature);
  return logProbs;
}

/**
 * The same for one row of a flat matrix, written into `logProbs`, whose length is the number of classes: for loops
 * over samples, which should leave no garbage.
 */
export function logSoftmaxRow(
  logits: ArrayLike<number>,
  start: number,
  logProbs: Float64Array,
  temperature = 1,
): void {
  if (!(temperature > 0)) {
    throw new RangeError(`Expected \`temperature\` to be above 0, got \`${temperature}\``);
  }
  let largest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < logProbs.length; k++) {
    const logit = logits[start + k]!;
    if (!(logit <= largest)) largest = logit; // beside a NaN any value serves: the sum is NaN
  }
  let sum = 0;
  for (let k = 0; k < logProbs.length; k++) {
    const scaled = (logits[start + k]! - largest) / temperature;
    logProbs[k] = scaled;
    sum += Math.exp(scaled); // NaN once any logit is NaN
  }
  const logSum = Math.log(sum);
  for (let k = 0; k < logProbs.length; k++) logProbs[k]! -= logSum;
}
