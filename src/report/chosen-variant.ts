import { mean } from "../numeric/mean.ts";
import type { StudentRow } from "../results/row.ts";
import type { Experiment } from "../study/schema.ts";
import type { WithMetrics } from "./accuracy-text.ts";

/** The variant that validation prefers; of equal ones the first of the grid. The test split has no say. null where nothing is done. */
export function chosenOf<V extends Choosable>(variants: readonly V[]): V | null {
  return byPreference(variants)[0] ?? null;
}

/**
 * What validation prefers first; of equal ones in the order of the grid. Only variants with as many seeds done as the best
 * supplied one take part: a lucky single seed must not win over a mean of five. Empty where nothing is done.
 */
export function byPreference<V extends Choosable>(variants: readonly V[]): V[] {
  const most = Math.max(1, ...variants.map(({ everySeed }) => everySeed.length));
  const candidates = variants.filter(({ everySeed }) => everySeed.length === most);
  return candidates.sort((a, b) => b.preference - a.preference);
}

export interface Choosable {
  /** One for each seed, also where one result serves several: what pairs are made of. */
  readonly everySeed: readonly StudentRow[];
  /** The higher the better. */
  readonly preference: number;
}

/** The mean validation accuracy; where the experiment has a target, how near it is to that (0 is there). */
export function preferenceOf({ targetAccuracy }: Experiment, rows: readonly WithMetrics[]): number {
  const accuracy = validationAccuracy({ rows });
  return targetAccuracy === undefined ? accuracy : -Math.abs(accuracy - targetAccuracy);
}

/** Mean over the seeds. */
export function validationAccuracy({ rows }: { readonly rows: readonly WithMetrics[] }): number {
  return mean(rows.map((row) => row.metrics.validation.accuracy));
}
