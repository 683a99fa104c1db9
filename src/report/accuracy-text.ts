import type { BothMetrics } from "../results/row.ts";
import { percentSpread } from "./format.ts";

export interface WithMetrics {
  readonly metrics: BothMetrics;
}

/** "93.8 ± 0.3 % on test (n = 5)" */
export function testAccuracyText(rows: readonly WithMetrics[]): string {
  return `${percentSpread(testAccuracies(rows))} % on test (n = ${rows.length})`;
}

export function testAccuracies(rows: readonly WithMetrics[]): number[] {
  return rows.map((row) => row.metrics.test.accuracy);
}
