/** That of Keras's losses. */
export const probabilityFloor = 1e-7;

/**
 * `ln p`, with p cut off below at `floor`, for models that give probabilities (trees): the softmax of the result is
 * the probabilities again. Unpruned trees say 0 and 1; with the floor of 1e-7 a wrong leaf costs
 * ln(1e7) = 16.1 nats instead of infinitely many, and what it moves in p is lost in float32.
 */
export function logitsOfProbabilities(probs: ArrayLike<number>, floor = probabilityFloor): Float32Array {
  return Float32Array.from(probs, (p) => {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`Expected probabilities of 0 to 1, got \`${p}\``);
    return Math.log(Math.max(p, floor));
  });
}
