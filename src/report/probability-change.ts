// Negative log likelihood and calibration error of two models, seed by seed.
import { mean } from "../numeric/mean.ts";
import { pairedDifference } from "../numeric/paired-difference.ts";
import type { StudentRow } from "../results/row.ts";
import { decimal, sidedDecimal } from "./format.ts";
import type { SeedPair } from "./seed-pairs.ts";

export type ProbabilityMetric = "nll" | "ece";

type Pairs = readonly SeedPair<StudentRow, StudentRow>[];

/** "0.061 → 0.043 (95 % CI of the difference −0.020 to −0.016)"; without an interval where there is none. `pairs`: one at least. */
export function probabilityChange(pairs: Pairs, metric: ProbabilityMetric): string {
  return changeText(pairs, metric, "95 % CI of the difference ");
}

/** "0.061 → 0.043 (−0.020 to −0.016)" for a table; empty without a pair. */
export function probabilityCell(pairs: Pairs, metric: ProbabilityMetric): string {
  return pairs.length === 0 ? "" : changeText(pairs, metric, "");
}

function changeText(pairs: Pairs, metric: ProbabilityMetric, intervalName: string): string {
  const [own, other] = valuesOf(pairs, metric);
  const means = `${decimal(mean(other), 3)} → ${decimal(mean(own), 3)}`;
  const { sd, low, high } = pairedDifference(own, other);
  return sd > 1e-12 ? `${means} (${intervalName}${endText(low)} to ${endText(high)})` : means;
}

function valuesOf(pairs: Pairs, metric: ProbabilityMetric): [own: number[], other: number[]] {
  return [
    pairs.map(([row]) => row.metrics.test[metric]),
    pairs.map(([, other]) => other.metrics.test[metric]),
  ];
}

function endText(end: number): string {
  return sidedDecimal(end, 3, 5);
}
