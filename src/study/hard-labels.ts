import type { MlpStudentSpec, StudentSpec } from "./schema.ts";

/** What the two fields of the soft term mean on hard labels: no soft term. */
export const hardLabelTerms = { temperature: 1, alpha: 0 } as const;

/**
 * A student on hard labels with the soft term switched off, so that two hard arms that differ in nothing have the
 * same key whatever the schema's defaults are. A student on soft labels is returned as it is.
 */
export function withHardLabelTerms<S extends StudentSpec>(student: S): S {
  if (!isHardMlp(student)) return student;
  return { ...student, ...hardLabelTerms };
}

function isHardMlp(student: StudentSpec): student is MlpStudentSpec {
  return student.kind === "mlp" && student.labels === "hard";
}
