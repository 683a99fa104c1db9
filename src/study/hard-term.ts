// The hard term of a loss: cross entropy with one class for each sample. With alpha 1 it has no weight, and a tree has it
// or the soft one.
import { valuesOf } from "./field-values.ts";
import { hasHardTargets } from "./labels.ts";
import type { StudentSpec, TrainedTeacherSpec } from "./schema.ts";
import { isAssistant } from "./teacher-of.ts";

/** Whether any cell has it. */
export function hasHardTerm(student: StudentSpec): boolean {
  if (hasHardTargets(student)) return true;
  return student.kind !== "tree" && valuesOf(student, "alpha").some((alpha) => alpha < 1);
}

/** Whether any cell is told true labels, which may be noisy. */
export function isToldTrueLabels(student: StudentSpec): boolean {
  return student.labels !== "argmax" && hasHardTerm(student);
}

export function teacherHasHardTerm(teacher: TrainedTeacherSpec): boolean {
  return !isAssistant(teacher) || teacher.alpha < 1;
}

/** A student without noise or smoothing of the labels that it is not told. */
export function withoutIdleHardTerm<S extends StudentSpec>(student: S): S {
  return {
    ...student,
    ...(isToldTrueLabels(student) ? {} : { labelNoise: 0 }),
    ...(student.kind === "tree" || hasHardTerm(student) ? {} : { labelSmoothing: 0 }),
  };
}
