/**
 * Holm's adjusted p values (Holm 1979, Scand. J. Statist. 6, 65-70), in the order given: the smallest of m is
 * multiplied by m, the next by m - 1 ..., never below the one before it and at most 1. All that are below 0.05 can be
 * claimed with a chance of at most 5 % that any of the claims is wrong. NaN is no test: it stays NaN and does not
 * count in m.
 */
export function holmAdjusted(pValues: readonly number[]): number[] {
  const adjusted = pValues.map(() => Number.NaN);
  const order = [...pValues.keys()]
    .filter((index) => !Number.isNaN(pValues[index]))
    .sort((a, b) => pValues[a]! - pValues[b]!);
  let largest = 0;
  order.forEach((index, rank) => {
    largest = Math.max(largest, Math.min(1, (order.length - rank) * pValues[index]!));
    adjusted[index] = largest;
  });
  return adjusted;
}
