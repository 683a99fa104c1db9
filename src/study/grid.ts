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

export interface Axis {
  readonly name: AxisName;
  readonly values: readonly AxisValue[];
}

/** The axes that a student's grid gives, in the order of `axisNames`. */
export function axesOf({ grid }: StudentSpec): Axis[] {
  return axesIn(grid);
}

/** The axes whose values are chosen on validation at each point of the grid. */
export function tunedAxesOf({ tune }: StudentSpec): Axis[] {
  return axesIn(tune);
}

function axesIn(given: Partial<Readonly<Record<AxisName, readonly AxisValue[] | undefined>>> = {}): Axis[] {
  return axisNames.flatMap((name) => {
    const values = given[name];
    return values === undefined ? [] : [{ name, values }];
  });
}

/** One variant for each point of the product; a single empty one where there is no axis. */
export function variantsOf(axes: readonly Axis[]): Variant[] {
  return axes.reduce<Variant[]>(
    (variants, { name, values }) =>
      variants.flatMap((variant) => values.map((value) => ({ ...variant, [name]: value }))),
    [{}],
  );
}

/** Every variant that a student is trained in, grid and tuned axes alike, without those that it skips. */
export function trainedVariants(student: StudentSpec): Variant[] {
  return variantsOf([...axesOf(student), ...tunedAxesOf(student)]).filter(
    (variant) => !isSkipped(student, variant),
  );
}

/** Whether one of the conditions of `skip` holds: every field that it names has its value, or one of its values. */
export function isSkipped(student: StudentSpec, variant: Variant): boolean {
  const values: Readonly<Record<string, unknown>> = { ...student, ...variant };
  return (student.skip ?? []).some((condition) =>
    Object.entries(condition).every(([field, wanted]) => {
      const options: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
      return options.some((option) => canonicalJson(option) === canonicalJson(values[field] ?? null));
    }),
  );
}

/** Number of variants, without making them; those that are skipped count. */
export function variantCount(student: StudentSpec): number {
  return [...axesOf(student), ...tunedAxesOf(student)].reduce(
    (count, { values }) => count * values.length,
    1,
  );
}
