import type { StudentSpec, TreeStudentSpec } from "./schema.ts";

/** What a tree on soft labels fits, in the order of its cells. */
export function targetsOf({ targets, grid }: TreeStudentSpec): readonly TreeStudentSpec["targets"][] {
  return grid?.targets ?? [targets];
}

/** Logits are fitted as they are: no cell of the tree has a temperature. */
export function fitsLogitsOnly(tree: TreeStudentSpec): boolean {
  return targetsOf(tree).every((targets) => targets === "logits");
}

/** A tree on logits with temperature 1, so that two of them that differ in nothing have the same key. */
export function withLogitTemperature<S extends StudentSpec>(student: S): S {
  return student.kind === "tree" && fitsLogitsOnly(student) ? { ...student, temperature: 1 } : student;
}
