import jstat from "jstat";

/**
 * Two-sided p of Student's paired t test of "the mean difference is 0", from the n differences' mean and standard
 * deviation. NaN for fewer than two pairs, and where all differences are 0; 0 where they all are the same other value.
 */
export function pairedTTest({ n, mean, sd }: Differences): number {
  const t = mean / (sd / Math.sqrt(n));
  if (Number.isNaN(t)) return Number.NaN;
  if (!Number.isFinite(t)) return 0; // jStat has no answer there
  return 2 * jstat.studentt.cdf(-Math.abs(t), n - 1);
}

export interface Differences {
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
}
