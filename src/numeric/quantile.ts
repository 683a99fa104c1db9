/** Linear between neighbours: Hyndman & Fan 1996, definition 7, as in NumPy. @throws RangeError without samples */
export function quantile(samples: readonly number[], probability: number): number {
  if (samples.length === 0 || !samples.every(Number.isFinite)) {
    throw new RangeError(`Expected finite samples, at least one, got ${samples.length}`);
  }
  const sorted = samples.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * probability;
  const below = sorted[Math.floor(place)]!;
  const above = sorted[Math.ceil(place)]!;
  return below + (above - below) * (place - Math.floor(place));
}
