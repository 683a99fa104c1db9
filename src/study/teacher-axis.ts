// A student that names a teacher with a grid learns from each of its teachers: they are an axis of its own grid.
import { needsTeacher } from "./labels.ts";
import type { Experiment, StudentSpec } from "./schema.ts";
import type { TeacherNames } from "./teacher-grid.ts";

/** The student with every teacher called by the name that it has without grids of teachers. */
export function withTeacherAxis(
  student: StudentSpec,
  experiment: Pick<Experiment, "teachers">,
  namesOf: TeacherNames,
): StudentSpec {
  const { teacher: _, ...named } = withKnownTeachers(student, namesOf);
  const meant = meantTeacher(student, experiment);
  const names = meant === null ? [] : namesOf(meant);
  if (names.length > 1) return { ...named, grid: { ...named.grid, teacher: [...names] } } as StudentSpec;
  return student.teacher === undefined ? named : { ...named, teacher: names[0]! };
}

/**
 * The one that the student names, or the experiment's only one. On hard labels a student that names none has no use for
 * several, and is not trained again for each.
 */
function meantTeacher(student: StudentSpec, { teachers }: Pick<Experiment, "teachers">): string | null {
  if (student.teacher !== undefined) return student.teacher;
  const hasAxis = student.grid?.teacher !== undefined || student.tune?.teacher !== undefined;
  return teachers.length === 1 && needsTeacher(student) && !hasAxis ? teachers[0]!.name : null;
}

function withKnownTeachers(student: StudentSpec, namesOf: TeacherNames): StudentSpec {
  const { grid, tune, skip } = student;
  return {
    ...student,
    ...(grid === undefined ? {} : { grid: withKnownAxis(grid, namesOf) }),
    ...(tune === undefined ? {} : { tune: withKnownAxis(tune, namesOf) }),
    ...(skip === undefined ? {} : { skip: skip.map((condition) => withKnownCondition(condition, namesOf)) }),
  } as StudentSpec;
}

type Axes = NonNullable<StudentSpec["grid"]>;
type Condition = NonNullable<StudentSpec["skip"]>[number];

function withKnownAxis(axes: Axes, namesOf: TeacherNames): Axes {
  return axes.teacher === undefined ? axes : { ...axes, teacher: axes.teacher.flatMap(namesOf) };
}

function withKnownCondition(condition: Condition, namesOf: TeacherNames): Condition {
  const { teacher } = condition;
  if (teacher === undefined) return condition;
  const names = [teacher].flat().flatMap((name) => namesOf(String(name)));
  return { ...condition, teacher: names.length === 1 && !Array.isArray(teacher) ? names[0]! : names };
}
