import { mean } from "./mean.ts";
import { pairedTTest } from "./paired-t-test.ts";
import { standardDeviation } from "./standard-deviation.ts";
import { type Interval, tInterval } from "./t-interval.ts";

export interface PairedDifference extends Interval {
  /** Pairs. */
  readonly n: number;
  readonly mean: number;
  /** Of the differences. */
  readonly sd: number;
  /** Two-sided paired t test of "the mean difference is 0". */
  readonly p: number;
}

/**
 * `values[i] - baseline[i]` over pairs: mean, sd, 95 % interval and paired t test. With one pair `sd`, `low`,
 * `high` and `p` are NaN; with none `mean` is NaN too. Where all differences are 0 the test has no answer: p is NaN.
 */
export function pairedDifference(values: readonly number[], baseline: readonly number[]): PairedDifference {
  if (values.length !== baseline.length) {
    throw new RangeError(
      `Expected as many values as baseline values, got ${values.length} and ${baseline.length}`,
    );
  }
  const differences = values.map((value, i) => value - baseline[i]!);
  const n = differences.length;
  const sd = standardDeviation(differences);
  const center = mean(differences);
  const p = pairedTTest({ n, mean: center, sd });
  return { n, mean: center, sd, ...tInterval(differences), p };
}
