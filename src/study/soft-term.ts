// The soft term of a loss: divergence from the teacher at a temperature. With alpha 0 it has no weight.
import { valuesOf } from "./field-values.ts";
import { hardLabelTerms } from "./hard-labels.ts";
import type { NetworkStudentSpec, StudentSpec, TeacherSpec } from "./schema.ts";
import { isAssistant } from "./teacher-of.ts";

/** A network whose soft term has no weight in any cell with temperature 1: no other would change anything. */
export function withoutIdleTemperature<S extends StudentSpec>(student: S): S {
  if (student.kind === "tree") return student;
  const alphas = valuesOf<NetworkStudentSpec, "alpha">(student, "alpha");
  return alphas.every((alpha) => alpha === 0) ? { ...student, temperature: 1 } : student;
}

/** A teacher that learns from no other one with what that one would give switched off. */
export function withoutIdleSoftTerm<T extends TeacherSpec>(teacher: T): T {
  return teacher.kind === "mlp" && !isAssistant(teacher) ? { ...teacher, ...hardLabelTerms.mlp } : teacher;
}
