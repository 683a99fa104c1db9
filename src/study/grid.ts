// A grid is the product of its axes. The order is part of the contract: rows of a report follow it.
import type { Variant } from "../results/row.ts";
import { canonicalJson } from "./key.ts";
import type { StudentSpec } from "./schema.ts";

/** A point of the grid: what a report tells apart. */
type GridAxis<S extends StudentSpec> = S extends { grid?: infer G } ? keyof NonNullable<G> : never;

/** Of all kinds: what is learnt, what learns it, how it is trained. The last one that is given changes fastest. */
export const axisNames = [
  "teacher",
  "trainFraction",
  "labelNoise",
  "leftOutClasses",
  "temperature",
  "alpha",
  "targets",
  "hidden",
  "activation",
  "depth",
  "inverseTemperature",
  "balancePenalty",
  "prediction",
  "maxDepth",
  "maxLeaves",
  "minSamplesLeaf",
  "costComplexity",
  "optimizer",
  "learningRate",
  "momentum",
  "weightDecay",
  "schedule",
  "warmupSteps",
  "labelSmoothing",
  "batchSize",
  "epochs",
] as const satisfies readonly GridAxis<StudentSpec>[];

export type AxisName = (typeof axisNames)[number];
export type AxisValue = Variant[string];

export interface Axis<Name extends string = AxisName> {
  readonly name: Name;
  readonly values: readonly AxisValue[];
}

/** The axes that a student's grid gives, in the order of `axisNames`. */
export function axesOf({ grid }: StudentSpec): Axis[] {
  return axesIn(grid, axisNames);
}

/** The axes whose values are chosen on validation at each point of the grid. */
export function tunedAxesOf({ tune }: StudentSpec): Axis[] {
  return axesIn(tune, axisNames);
}

/** Those of `names` that are given, in their order. An axis that a schema has and `names` lacks would be lost: it throws. */
export function axesIn<Name extends string>(given: object | undefined, names: readonly Name[]): Axis<Name>[] {
  const lost = Object.keys(given ?? {}).filter((axis) => !(names as readonly string[]).includes(axis));
  if (lost.length > 0) throw new Error(`No order is known for the axes ${lost.join(", ")}`);
  const valuesByName = (given ?? {}) as Readonly<Partial<Record<Name, readonly AxisValue[]>>>;
  return names.flatMap((name) => {
    const values = valuesByName[name];
    return values === undefined ? [] : [{ name, values }];
  });
}

/** One variant for each point of the product; a single empty one where there is no axis. */
export function variantsOf(axes: readonly Axis<string>[]): Variant[] {
  return axes.reduce<Variant[]>(
    (variants, { name, values }) =>
      variants.flatMap((variant) => values.map((value) => ({ ...variant, [name]: value }))),
    [{}],
  );
}

/** Every variant that a student is trained in, grid and tuned axes alike, without those that it skips. */
export function trainedVariants(student: StudentSpec): Variant[] {
  const isSkipped = skipOf(student);
  return variantsOf([...axesOf(student), ...tunedAxesOf(student)]).filter((variant) => !isSkipped(variant));
}

/** Whether one of the conditions of `skip` holds: every field that it names has its value, or one of its values. */
function skipOf(student: StudentSpec): (variant: Variant) => boolean {
  const conditions = (student.skip ?? []).map((condition) =>
    Object.entries(condition).map(([field, wanted]) => {
      const options: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
      return { field, texts: new Set(options.map((option) => valueText(field, option))) };
    }),
  );
  return (variant) => {
    const values: Readonly<Record<string, unknown>> = { ...student, ...variant };
    return conditions.some((condition) =>
      condition.every(({ field, texts }) => texts.has(valueText(field, values[field] ?? null))),
    );
  };
}

/** Equal for values that mean the same: the order of left-out classes says nothing. */
export function valueText(field: string, value: unknown): string {
  return canonicalJson(field === "leftOutClasses" && Array.isArray(value) ? value.toSorted() : value);
}

/** Number of variants, without making them; those that are skipped count. */
export function variantCount(student: StudentSpec): number {
  return productOf([...axesOf(student), ...tunedAxesOf(student)]);
}

/** Number of points of a product of axes. */
export function productOf(axes: readonly Axis<string>[]): number {
  return axes.reduce((count, { values }) => count * values.length, 1);
}
