import { withHardLabelTerms } from "./hard-labels.ts";
import { withLogitTemperature } from "./logit-targets.ts";
import type { StudentSpec } from "./schema.ts";

/** A student whose fields of no effect have the one value that says so. */
export function withoutIdleTerms<S extends StudentSpec>(student: S): S {
  return withLogitTemperature(withHardLabelTerms(student));
}
