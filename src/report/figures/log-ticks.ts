/** 1, 2 and 5 times each power of ten from `low` to `high`; the powers alone where those are more than `most`. */
export function logTicks(low: number, high: number, most: number): number[] {
  const powers = Array.from({ length: 1 + Math.ceil(Math.log10(high / low)) + 1 }, (_, i) =>
    Number(`1e${Math.floor(Math.log10(low)) + i}`),
  );
  const inside = (ticks: readonly number[]) => ticks.filter((tick) => tick >= low && tick <= high);
  const all = inside(
    powers.flatMap((power) => [1, 2, 5].map((factor) => Number((factor * power).toPrecision(1)))),
  );
  return all.length > most ? inside(powers) : all;
}
