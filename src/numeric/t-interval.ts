import jstat from "jstat";
import { mean } from "./mean.ts";
import { standardDeviation } from "./standard-deviation.ts";

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The 95 % confidence interval of the mean, by Student's t with n - 1 degrees of freedom. Both ends are NaN for
 * fewer than two values: one value says nothing about its own spread.
 */
export function tInterval(values: readonly number[]): Interval {
  if (values.length < 2) return { low: Number.NaN, high: Number.NaN };
  const center = mean(values);
  const standardError = standardDeviation(values) / Math.sqrt(values.length);
  const margin = jstat.studentt.inv(0.975, values.length - 1) * standardError;
  return { low: center - margin, high: center + margin };
}
