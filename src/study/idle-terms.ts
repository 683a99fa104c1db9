import { withHardLabelTerms } from "./hard-labels.ts";
import { withoutIdleHardTerm } from "./hard-term.ts";
import { withoutIdleBias, withSortedClasses } from "./left-out.ts";
import { withLogitTemperature } from "./logit-targets.ts";
import type { StudentSpec, TeacherSpec } from "./schema.ts";
import { withoutIdleSoftTerm, withoutIdleTemperature } from "./soft-term.ts";

/** A student whose fields of no effect have the one value that says so: two that mean the same have the same key. */
export function withoutIdleTerms<S extends StudentSpec>(student: S): S {
  const terms = withoutIdleTemperature(withoutIdleHardTerm(withHardLabelTerms(student)));
  return withoutIdleBias(withLogitTemperature(terms));
}

export function withoutIdleTeacherTerms<T extends TeacherSpec>(teacher: T): T {
  return withSortedClasses(withoutIdleSoftTerm(teacher));
}
