// A cost on a logarithmic axis on which nothing, too, has a place: at the left edge, before a gap.
import { logTicks } from "./log-ticks.ts";

export interface CostScale {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  /** Where a cost of 0 stands, and where the gap after it ends; null where there is none. */
  readonly nothing: { readonly place: number; readonly end: number } | null;
  /** Where a cost stands, as a value of the axis. */
  place(cost: number): number;
}

export function costScale(costs: readonly number[]): CostScale {
  const positive = costs.filter((cost) => cost > 0);
  const [low, high] =
    positive.length === 0 ? [1, 1] : [Math.min(...positive) / 1.6, Math.max(...positive) * 1.6];
  const span = Math.max(high / low, 10);
  const unit = span ** 0.06; // of the width of the panel
  const nothing = costs.length > positive.length ? { place: low / unit ** 2, end: low / unit } : null;
  return {
    domain: [nothing === null ? low : low / unit ** 3, high],
    ticks: [...(nothing === null ? [] : [nothing.place]), ...logTicks(low, high, 6)],
    nothing,
    place: (cost) => (cost > 0 || nothing === null ? cost : nothing.place),
  };
}
