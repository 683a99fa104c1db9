import type { OutsideTeacherSpec, TeacherSpec, TrainedTeacherSpec } from "./schema.ts";

/** Whether a teacher is trained here; others are read from files, or made from teachers. */
export function isTrained(teacher: TeacherSpec): teacher is TrainedTeacherSpec {
  return teacher.kind === "mlp" || teacher.kind === "conv";
}

export function isFromOutside(teacher: TeacherSpec): teacher is OutsideTeacherSpec {
  return !isTrained(teacher) && teacher.kind !== "ensemble";
}
