import type { TimeSummary } from "./summary.ts";

/** A difference counts where the ranges from the 10th to the 90th percentile do not meet. */
export function isClearlyFaster(time: TimeSummary, other: TimeSummary): boolean {
  return time.p90Ms < other.p10Ms;
}

/** How the first compares to the second in time: "1.30 times as fast as", or that no difference is clear. */
export function comparison(
  first: TimeSummary,
  second: TimeSummary,
): "faster" | "slower" | "no clear difference" {
  if (isClearlyFaster(first, second)) return "faster";
  return isClearlyFaster(second, first) ? "slower" : "no clear difference";
}
