import type { Experiment, MlpTeacherSpec, StudentSpec, TeacherSpec } from "./schema.ts";

/**
 * The teacher that a student names, else the experiment's only one. On hard labels the teacher does not touch the
 * training; agreement and KL are measured against it. null: there is none, or there are several and none is named.
 */
export function teacherOf(
  experiment: Pick<Experiment, "teachers">,
  student: Pick<StudentSpec, "teacher">,
): TeacherSpec | null {
  const { teachers } = experiment;
  if (student.teacher !== undefined) return namedTeacher(experiment, student.teacher);
  return teachers.length === 1 ? teachers[0]! : null;
}

export function namedTeacher({ teachers }: Pick<Experiment, "teachers">, name: string): TeacherSpec | null {
  return teachers.find((teacher) => teacher.name === name) ?? null;
}

/** A teacher that learns from another one. */
export type AssistantSpec = MlpTeacherSpec & { readonly teacher: string };

export function isAssistant(teacher: TeacherSpec): teacher is AssistantSpec {
  return teacher.kind === "mlp" && teacher.teacher !== undefined;
}

/** Names of the teachers whose soft labels a teacher is made from: the members of an ensemble, an assistant's own teacher. */
export function teachersBehind(teacher: TeacherSpec): readonly string[] {
  if (teacher.kind === "ensemble") return teacher.members;
  return isAssistant(teacher) ? [teacher.teacher] : [];
}
