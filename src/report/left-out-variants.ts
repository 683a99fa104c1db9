// Students that never saw some classes, and what they make of these on test.
import type { StudentRow } from "../results/row.ts";
import { groupBy } from "../study/group-by.ts";
import { chosenOf } from "./chosen-variant.ts";
import type { ArmResults, VariantResults } from "./results.ts";

/** Of an arm the best on validation for each set of classes that it leaves out; none where nothing is done. */
export function leftOutVariants({ variants }: ArmResults): VariantResults[] {
  const leavingOut = variants.filter((variant) => leftOutClasses(variant).length > 0);
  return groupBy(leavingOut, (variant) => leftOutClasses(variant).join())
    .map(chosenOf)
    .filter((variant) => variant !== null);
}

/** As the cells had them; none where nothing is done. */
export function leftOutClasses({ rows }: VariantResults): readonly number[] {
  return rows[0]?.spec.leftOutClasses ?? [];
}

export function rightShare({
  samples,
  errors,
}: {
  readonly samples: number;
  readonly errors: number;
}): number {
  return 1 - errors / samples;
}

/** Test samples of these classes, and errors on them; and of all others. Rows of the confusion matrix are true classes. */
export function leftOutCounts({ metrics }: StudentRow, classes: readonly number[]) {
  const truly = classes.map((label) => metrics.test.confusion[label] ?? []);
  const samples = truly.flat().reduce((sum, count) => sum + count, 0);
  const right = classes.reduce((sum, label, i) => sum + (truly[i]?.[label] ?? 0), 0);
  const all = metrics.test;
  const others = { samples: all.samples - samples, errors: all.errors - (samples - right) };
  return { samples, errors: samples - right, others };
}
