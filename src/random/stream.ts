// Named random streams. A stream is a function of its seed and names alone, never of what else was drawn, so a
// result does not depend on the order of the work or on who does it. Generator: xoroshiro128+ (pure-rand), its 128
// bits of state taken from SHA-256 over the JSON of `[seed, ...names]`; an all-zero state has probability 2^-128.
import { createHash } from "node:crypto";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";

export interface RandomStream {
  /** In [0, 1), a multiple of 2^-32: one draw of the generator. Rounded to float32 it may become 1. */
  uniform(): number;
  /** Mean 0, standard deviation 1; at most about 6.6 in magnitude, as `uniform` has 32 bits. */
  normal(): number;
  /** `0 .. below - 1`, each equally likely; `below` is an integer from 1 to 2^31. */
  int(below: number): number;
  /** `[n]`, the numbers `0 .. n - 1` in an order drawn from all n! (Fisher-Yates, Knuth's algorithm P). */
  permutation(n: number): Int32Array;
}

export function stream(seed: number, ...names: readonly (string | number)[]): RandomStream {
  const generator = xoroshiro128plusFromState(stateOf(JSON.stringify([seed, ...names])));
  const uniform = () => (generator.next() >>> 0) * 2 ** -32;
  const int = (below: number) => integerBelow(generator, below);
  return { uniform, normal: normalFrom(uniform), int, permutation: (n) => shuffled(n, int) };
}

function stateOf(text: string): number[] {
  const digest = createHash("sha256").update(text).digest();
  return [0, 4, 8, 12].map((offset) => digest.readInt32LE(offset));
}

/**
 * Marsaglia's polar method (Marsaglia & Bray 1964), two values a round. It needs `log` and `sqrt` only: the last
 * bits of `sin` and `cos`, which Box-Muller takes, differ between versions of V8.
 */
function normalFrom(uniform: () => number): () => number {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    let x: number;
    let y: number;
    let squaredRadius: number;
    do {
      x = 2 * uniform() - 1;
      y = 2 * uniform() - 1;
      squaredRadius = x * x + y * y;
    } while (squaredRadius >= 1 || squaredRadius === 0);
    const scale = Math.sqrt((-2 * Math.log(squaredRadius)) / squaredRadius);
    spare = y * scale;
    return x * scale;
  };
}

/** As many of the upper bits as are needed (the lowest of xoroshiro128+ are the weakest); too large is drawn again. */
function integerBelow(generator: RandomGenerator, below: number): number {
  if (!(Number.isInteger(below) && below >= 1 && below <= 2 ** 31)) {
    throw new RangeError(`Expected \`below\` to be an integer from 1 to 2^31, got \`${below}\``);
  }
  if (below === 1) return 0;
  const shift = Math.clz32(below - 1);
  let value: number;
  do {
    value = generator.next() >>> shift;
  } while (value >= below);
  return value;
}

function shuffled(n: number, int: (below: number) => number): Int32Array {
  const order = Int32Array.from({ length: n }, (_, index) => index);
  for (let last = n - 1; last > 0; last--) {
    const chosen = int(last + 1);
    const moved = order[last]!;
    order[last] = order[chosen]!;
    order[chosen] = moved;
  }
  return order;
}
