import { mean } from "../numeric/mean.ts";
import type { StudentRow } from "../results/row.ts";
import type { WithMetrics } from "./accuracy-text.ts";

/**
 * The variant of the highest mean validation accuracy; of equal ones the first of the grid. Only variants with as
 * many seeds done as the best supplied one take part: a lucky single seed must not win over a mean of five. The
 * test split has no say. null where nothing is done.
 */
export function chosenOf<V extends WithRows>(variants: readonly V[]): V | null {
  const most = Math.max(0, ...variants.map(({ everySeed }) => everySeed.length));
  if (most === 0) return null;
  const candidates = variants.filter(({ everySeed }) => everySeed.length === most);
  return candidates.reduce((best, variant) =>
    validationAccuracy(variant) > validationAccuracy(best) ? variant : best,
  );
}

export interface WithRows {
  readonly rows: readonly StudentRow[];
  /** Also where one result serves several seeds. */
  readonly everySeed: readonly StudentRow[];
}

/** Mean over the seeds. */
export function validationAccuracy({ rows }: { readonly rows: readonly WithMetrics[] }): number {
  return mean(rows.map((row) => row.metrics.validation.accuracy));
}
