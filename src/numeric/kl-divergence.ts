import { logSoftmax } from "./log-softmax.ts";

/**
 * KL(p || q) = sum(p * (ln p - ln q)) in nats, of the two softmaxes at one temperature. Where p is 0 the term is
 * its limit, 0. The sum is not below 0 in theory; a rounding error that takes it there is cut off. NaN in, NaN out.
 */
export function klDivergence(
  pLogits: ArrayLike<number>,
  qLogits: ArrayLike<number>,
  temperature = 1,
): number {
  if (pLogits.length !== qLogits.length) {
    throw new RangeError(`Expected logits of one length, got ${pLogits.length} and ${qLogits.length}`);
  }
  const logP = logSoftmax(pLogits, temperature);
  const logQ = logSoftmax(qLogits, temperature);
  let sum = 0;
  for (let k = 0; k < logP.length; k++) {
    const p = Math.exp(logP[k]!);
    if (p !== 0) sum += p * (logP[k]! - logQ[k]!);
  }
  return Math.max(0, sum);
}
