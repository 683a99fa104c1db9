/** Middle value; of an even number the mean of the two middle ones; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly n: number;
}

export function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values), n: values.length };
}

/** `numerator[i] / denominator[i]`: of times taken in the same round, so that what slows both cancels. */
export function roundRatios(numerator: readonly number[], denominator: readonly number[]): number[] {
  if (numerator.length !== denominator.length) {
    throw new RangeError(
      `Expected as many rounds on both sides, got ${numerator.length} and ${denominator.length}`,
    );
  }
  return numerator.map((value, round) => value / denominator[round]!);
}

/** Places `0 .. n - 1` in the order of one round: it moves by one from round to round, so each comes first in turn. */
export function roundOrder(n: number, round: number): number[] {
  return Array.from({ length: n }, (_, place) => (place + round) % n);
}
