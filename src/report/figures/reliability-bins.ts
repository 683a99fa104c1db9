import { eceBins } from "../../metrics/calibration.ts";
import type { ReliabilityBin } from "../../results/row.ts";

export interface SummedBin {
  readonly samples: number;
  /** Means over the samples, 0 to 1. */
  readonly confidence: number;
  readonly accuracy: number;
}

/** Of several test splits, or of one test split and several seeds: all samples of a bin together, by confidence. */
export function summedBins(splits: readonly (readonly ReliabilityBin[])[]): SummedBin[] {
  const bins = Array.from({ length: eceBins }, () => ({ samples: 0, confidences: 0, correct: 0 }));
  for (const [samples, confidence, accuracy] of splits.flat()) {
    const bin = bins[binOf(confidence)]!;
    bin.samples += samples;
    bin.confidences += samples * confidence;
    bin.correct += samples * accuracy;
  }
  return bins
    .filter(({ samples }) => samples > 0)
    .map(({ samples, confidences, correct }) => ({
      samples,
      confidence: confidences / samples,
      accuracy: correct / samples,
    }));
}

/** As calibration.ts has them. A mean of 2/3 is written as 0.6667, and must stay in the bin that ends there. */
function binOf(confidence: number): number {
  const rounding = 0.00005;
  return Math.max(0, Math.ceil((confidence - rounding) * eceBins) - 1);
}
