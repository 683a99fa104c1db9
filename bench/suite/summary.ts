// What a bench says of its samples. The middle and the spread of ranks, not of sums: one sample that met another
// process on the machine must not move them.
import { quantile } from "../../src/numeric/quantile.ts";

/** Milliseconds for one unit of the work. */
export interface TimeSummary {
  readonly medianMs: number;
  /** Median of the absolute distances to the median, unscaled. */
  readonly madMs: number;
  readonly p10Ms: number;
  readonly p90Ms: number;
  readonly n: number;
}

/** Of at least one sample. */
export function timeSummary(samplesMs: readonly number[]): TimeSummary {
  const medianMs = quantile(samplesMs, 0.5);
  return {
    medianMs,
    madMs: quantile(
      samplesMs.map((sample) => Math.abs(sample - medianMs)),
      0.5,
    ),
    p10Ms: quantile(samplesMs, 0.1),
    p90Ms: quantile(samplesMs, 0.9),
    n: samplesMs.length,
  };
}
