import { mean } from "../../numeric/mean.ts";
import { standardDeviation } from "../../numeric/standard-deviation.ts";
import { testAccuracies, type WithMetrics } from "../accuracy-text.ts";

/** Per cent: the mean, and one standard deviation to each side; the mean alone where one value tells no spread. */
export interface Band {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Of the test accuracy of each row. */
export function testBand(rows: readonly WithMetrics[]): Band {
  return bandOf(testAccuracies(rows));
}

/** Of shares (0 to 1). A percentage does not leave 0 to 100. */
export function bandOf(shares: readonly number[]): Band {
  const center = 100 * mean(shares);
  const sd = shares.length < 2 ? 0 : 100 * standardDeviation(shares);
  return { mean: center, low: Math.max(0, center - sd), high: Math.min(100, center + sd) };
}
