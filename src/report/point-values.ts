// Points of two grids that stand for the same value of an axis.

import type { Variant } from "../results/row.ts";
import { type AxisName, type AxisValue, axisNames } from "../study/grid.ts";
import { canonicalJson } from "../study/key.ts";
import { needsTeacher } from "../study/labels.ts";
import type { Experiment, StudentSpec, TeacherSpec } from "../study/schema.ts";
import { namedTeacher } from "../study/teacher-of.ts";
import { uniqueBy } from "../study/unique-by.ts";
import type { ArmResults, ExperimentResults, VariantResults } from "./results.ts";

/** What a student's labels have from its teacher, and the value with which the student itself says nothing of it. */
const inherited: Partial<Readonly<Record<AxisName, AxisValue>>> = { trainFraction: 1, labelNoise: 0 };

/**
 * The value of `axis` at a point of an arm's grid. It is the point's own where the grid has the axis. Where the grid has
 * teachers instead, and the student itself sees all rows as they are, it is the teacher's: "soft labels of a teacher trained
 * on 1 % of the rows" stands beside "hard labels on 1 % of the rows". undefined: the point has none.
 */
export function pointValue(
  experiment: Experiment,
  { spec }: ArmResults,
  { variant }: VariantResults,
  axis: AxisName,
): AxisValue | undefined {
  return axis in variant ? variant[axis] : inheritedValue(experiment, spec, variant, axis);
}

/** That of the teacher of a point, where it stands for the point's own; else undefined. */
export function inheritedValue(
  experiment: Experiment,
  spec: StudentSpec,
  variant: Variant,
  axis: AxisName,
): AxisValue | undefined {
  if (axis in variant || typeof variant.teacher !== "string" || !needsTeacher(spec)) return undefined;
  if (!(axis in inherited) || fieldOf(spec, axis) !== inherited[axis]) return undefined;
  return fieldOf(namedTeacher(experiment, variant.teacher), axis);
}

/** Axes of which both arms have points of several values, in the order of `axisNames`. */
export function sharedAxes(
  { experiment }: ExperimentResults,
  arm: ArmResults,
  other: ArmResults,
): AxisName[] {
  return axisNames.filter((axis) => [arm, other].every((one) => valuesOf(experiment, one, axis).length > 1));
}

/** Different values, in the order of the grid. */
export function valuesOf(experiment: Experiment, arm: ArmResults, axis: AxisName): AxisValue[] {
  const values = arm.variants.map((point) => pointValue(experiment, arm, point, axis));
  return uniqueBy(
    values.filter((value) => value !== undefined),
    canonicalJson,
  );
}

/** undefined: there is no such field. */
export function fieldOf(spec: StudentSpec | TeacherSpec | null, axis: AxisName): AxisValue | undefined {
  return new Map(Object.entries(spec ?? {})).get(axis);
}
