// Expected calibration error (Guo et al. 2017, arXiv 1706.04599, equation 3) over equal-width bins of the top
// probability, bin m being (m / bins, (m + 1) / bins]. A probability of 0 would fall into the first.
import type { ReliabilityBin } from "../results/row.ts";

/** Of ECE in every row. */
export const eceBins = 15;

export interface Calibration {
  /** One prediction: the probability of the predicted class, and whether it is the true one. */
  add(confidence: number, isCorrect: boolean): void;
  /** Sum over bins of `|correct - confidence|`, over the number of predictions: 0 to 1. */
  error(): number;
  /** The bins that are not empty: what a reliability diagram shows. */
  bins(): ReliabilityBin[];
}

export function calibration(bins: number): Calibration {
  const confidenceSums = new Float64Array(bins);
  const correctCounts = new Float64Array(bins);
  const counts = new Float64Array(bins);
  let predictions = 0;
  return {
    add(confidence, isCorrect) {
      const bin = Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins) - 1));
      confidenceSums[bin]! += confidence;
      counts[bin]!++;
      if (isCorrect) correctCounts[bin]!++;
      predictions++;
    },
    error() {
      const gaps = correctCounts.map((count, bin) => Math.abs(count - confidenceSums[bin]!));
      return gaps.reduce((sum, gap) => sum + gap, 0) / predictions;
    },
    bins: () =>
      Array.from(counts, (count, bin): ReliabilityBin => {
        const rounded = (sum: number) => Math.round((10_000 * sum) / count) / 10_000;
        return [count, rounded(confidenceSums[bin]!), rounded(correctCounts[bin]!)];
      }).filter(([count]) => count > 0),
  };
}
