import { logSoftmax } from "./log-softmax.ts";

/**
 * Probabilities `exp(logits / T) / sum(exp(logits / T))`, by way of the log-softmax, so logits of any size are
 * safe. A NaN or +Infinity among the logits makes every probability NaN; -Infinity is a probability of 0.
 */
export function softmax(logits: ArrayLike<number>, temperature = 1): Float64Array {
  return logSoftmax(logits, temperature).map(Math.exp);
}
