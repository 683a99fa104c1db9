// Shares from a few per cent down to nearly nothing in one picture: steps of colour whose edges grow by a factor of about 3.

export interface AmountScale {
  /** Per cent, rising: the upper edge of each step but the first, which is nothing at all. */
  readonly edges: readonly number[];
  /** Of a share of 1: 0 for none, and then the first step whose edge it does not pass. */
  step(share: number): number;
}

/** 100, 30, 10, 3, ... */
const ladder = Array.from({ length: 20 }, (_, i) => [100, 30][i % 2]! / 10 ** Math.floor(i / 2));

/** With `steps` steps above nothing; the last one reaches the first edge of the ladder that `largest` does not pass. */
export function amountScale(largest: number, steps: number): AmountScale {
  const lower = ladder.findIndex((edge) => edge < 100 * largest);
  const top = lower === -1 ? ladder.length - steps : Math.max(0, lower - 1);
  const edges = ladder.slice(top, top + steps).reverse();
  return {
    edges,
    step: (share) =>
      share > 0 ? 1 + edges.findIndex((edge, i) => 100 * share <= edge || i === steps - 1) : 0,
  };
}
