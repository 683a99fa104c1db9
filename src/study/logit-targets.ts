import { valuesOf } from "./field-values.ts";
import type { StudentSpec, TreeStudentSpec } from "./schema.ts";

/** Logits are fitted as they are: no cell of the tree has a temperature. */
export function fitsLogitsOnly(tree: TreeStudentSpec): boolean {
  return valuesOf(tree, "targets").every((targets) => targets === "logits");
}

/** A tree on logits with temperature 1, so that two of them that differ in nothing have the same key. */
export function withLogitTemperature<S extends StudentSpec>(student: S): S {
  return student.kind === "tree" && fitsLogitsOnly(student) ? { ...student, temperature: 1 } : student;
}
