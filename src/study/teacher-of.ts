import type { Experiment, StudentSpec, TeacherSpec } from "./schema.ts";

/**
 * The teacher that a student names, else the experiment's only one. On hard labels the teacher does not touch the
 * training; agreement and KL are measured against it. null: there is none, or there are several and none is named.
 */
export function teacherOf(
  experiment: Pick<Experiment, "teachers">,
  student: Pick<StudentSpec, "teacher">,
): TeacherSpec | null {
  const { teachers } = experiment;
  if (student.teacher !== undefined) return teachers.find(({ name }) => name === student.teacher) ?? null;
  return teachers.length === 1 ? teachers[0]! : null;
}
