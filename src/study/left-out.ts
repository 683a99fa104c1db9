import { valuesOf } from "./field-values.ts";
import type { StudentSpec, TeacherSpec } from "./schema.ts";

/** Whether any cell leaves a class out. */
export function leavesClassesOut(student: StudentSpec): boolean {
  return valuesOf(student, "leftOutClasses").some((classes) => classes.length > 0);
}

/** The classes in ascending order, and no bias to correct where none is left out. */
export function withoutIdleBias<S extends StudentSpec>(student: S): S {
  const sorted = withSortedClasses(student);
  return sorted.kind === "mlp" && !leavesClassesOut(sorted) ? { ...sorted, leftOutBias: "none" } : sorted;
}

export function withSortedClasses<S extends StudentSpec | TeacherSpec>(spec: S): S {
  if (!("leftOutClasses" in spec)) return spec;
  return { ...spec, leftOutClasses: spec.leftOutClasses.toSorted((a, b) => a - b) };
}
