// A grid is the product of its axes. The order is part of the contract: rows of a report follow it.
import type { Variant } from "../results/row.ts";
import type { StudentSpec } from "./schema.ts";

type GridAxis<S extends StudentSpec> = S extends { grid?: infer G } ? keyof NonNullable<G> : never;

/** Of all kinds: what is learnt, what learns it, how it is trained. The last one that is given changes fastest. */
export const axisNames = [
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
export function axesOf({ grid = {} }: StudentSpec): Axis[] {
  const given: { readonly [name in AxisName]?: readonly AxisValue[] | undefined } = grid;
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

/** Number of variants, without making them. */
export function variantCount(axes: readonly Axis[]): number {
  return axes.reduce((count, { values }) => count * values.length, 1);
}
