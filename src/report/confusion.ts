import type { ModelRow } from "./models.ts";

/** `[true class][predicted class]`, test samples of all rows together. */
export function summedConfusion(rows: readonly Pick<ModelRow, "metrics">[]): number[][] {
  const [first = [], ...others] = rows.map((row) => row.metrics.test.confusion);
  return first.map((counts, label) =>
    counts.map((count, predicted) =>
      others.reduce((sum, other) => sum + (other[label]?.[predicted] ?? 0), count),
    ),
  );
}

export interface Confusion {
  readonly label: number;
  readonly predicted: number;
  readonly samples: number;
  /** Of the samples of the true class: 0 to 1. */
  readonly share: number;
}

/** Every pair of a true class and another one, class by class. */
export function confusionsOf(counts: readonly (readonly number[])[]): Confusion[] {
  return counts.flatMap((ofClass, label) => {
    const all = ofClass.reduce((sum, samples) => sum + samples, 0);
    const pairs = ofClass.map((samples, predicted) => ({
      label,
      predicted,
      samples,
      share: all === 0 ? 0 : samples / all,
    }));
    return pairs.filter(({ predicted }) => predicted !== label);
  });
}
