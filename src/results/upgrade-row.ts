// Rows of format 1 become rows of format 2: what a report can do without is missing, and the fields that the study language
// got since have their defaults. They do not tell which test samples are wrong, nor the bins of the calibration error.
import { withoutIdleTeacherTerms, withoutIdleTerms } from "../study/idle-terms.ts";
import { studentSchema, teacherSchema } from "../study/schema.ts";
import { type Row, schemaVersion } from "./row.ts";

type Fields = Readonly<Record<string, unknown>>;

/** `row`: of format 1, checked by parse-row.ts. @throws ZodError for a spec that no version has written */
export function upgradedRow(row: Fields): Row {
  return { ...row, schemaVersion, ...upgradedSpec(row), ...upgradedMetrics(row) } as Row;
}

function upgradedSpec({ role, spec }: Fields): Fields {
  if (spec === undefined) return {};
  if (role === "student") return { spec: withoutIdleTerms(studentSchema.parse(spec)) };
  return role === "teacher" ? { spec: withoutIdleTeacherTerms(teacherSchema.parse(spec)) } : {};
}

function upgradedMetrics({ role, metrics }: Fields): Fields {
  if (metrics === undefined) return {};
  const { validation, test } = metrics as { readonly validation: Fields; readonly test: Fields };
  const { confusion: _, ...averages } = validation;
  const upgraded = { validation: averages, test: { ...test, reliability: [], wrong: null } };
  return { metrics: upgraded, ...(role === "student" ? { leftOutBias: null } : {}) };
}
