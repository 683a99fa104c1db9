// Points of two grids that stand for the same value of an axis.
import { type AxisName, type AxisValue, axisNames } from "../study/grid.ts";
import { canonicalJson } from "../study/key.ts";
import { needsTeacher } from "../study/labels.ts";
import { type Experiment, type StudentSpec, studentSchema, type TeacherSpec } from "../study/schema.ts";
import { namedTeacher } from "../study/teacher-of.ts";
import { uniqueBy } from "../study/unique-by.ts";
import type { ArmResults, ExperimentResults, VariantResults } from "./results.ts";

/** What a student's labels have from its teacher, if the student itself does not say otherwise. */
const inherited: readonly AxisName[] = ["trainFraction", "labelNoise", "hidden", "epochs"];

/**
 * The value of `axis` at a point of an arm's grid. It is the point's own where the grid has the axis. Where the grid has
 * teachers instead, and the student's own field has its default, it is the teacher's: "soft labels of a teacher trained
 * on 1 % of the rows" stands beside "hard labels on 1 % of the rows". undefined: the point has none.
 */
export function pointValue(
  experiment: Experiment,
  { spec }: ArmResults,
  { variant }: VariantResults,
  axis: AxisName,
): AxisValue | undefined {
  if (axis in variant) return variant[axis];
  if (typeof variant.teacher !== "string" || !needsTeacher(spec)) return undefined;
  if (!inherited.includes(axis) || !hasDefault(spec, axis)) return undefined;
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

function hasDefault(spec: StudentSpec, axis: AxisName): boolean {
  const { shape } = studentSchema.options.find((option) => option.shape.kind.value === spec.kind)!;
  const byDefault = new Map(Object.entries(shape)).get(axis)?.safeParse(undefined);
  return byDefault?.success === true && canonicalJson(byDefault.data) === canonicalJson(fieldOf(spec, axis));
}

function fieldOf(spec: StudentSpec | TeacherSpec | null, axis: AxisName): AxisValue | undefined {
  return new Map(Object.entries(spec ?? {})).get(axis);
}
