import { hasHardTargets } from "./labels.ts";
import type { StudentSpec } from "./schema.ts";

const network = { temperature: 1, alpha: 0 } as const;

/** What the fields that speak of the teacher mean on hard labels: no soft term, no logits. */
export const hardLabelTerms = {
  mlp: network,
  "soft-tree": network,
  tree: { temperature: 1, targets: "probabilities" },
} as const satisfies Record<StudentSpec["kind"], object>;

/**
 * A student on hard labels with what the teacher would give switched off, so that two hard arms that differ in nothing
 * have the same key whatever the schema's defaults are. A student on soft labels is returned as it is.
 */
export function withHardLabelTerms<S extends StudentSpec>(student: S): S {
  return hasHardTargets(student) ? { ...student, ...hardLabelTerms[student.kind] } : student;
}
