// A teacher with a grid stands for several, one for each combination of its values.
import type { Variant } from "../results/row.ts";
import { axesIn, axisNames, productOf, variantsOf } from "./grid.ts";
import type { Experiment, TeacherSpec } from "./schema.ts";
import { isTrained } from "./teacher-kinds.ts";
import { isAssistant } from "./teacher-of.ts";

const teacherAxisNames = [...axisNames, "seed"] as const;

/** Itself without a grid. */
export function teachersOfGrid(teacher: TeacherSpec): TeacherSpec[] {
  if (!isTrained(teacher) || teacher.grid === undefined) return [teacher];
  const { grid: _, ...single } = teacher;
  return variantsOf(axesOfTeacher(teacher)).map((variant) => ({
    ...single,
    ...variant,
    name: `${teacher.name} ${variantName(variant)}`,
  }));
}

/** Number of its teachers, without making them. */
export function teacherCount(teacher: TeacherSpec): number {
  return productOf(axesOfTeacher(teacher));
}

function axesOfTeacher(teacher: TeacherSpec) {
  return axesIn(isTrained(teacher) ? teacher.grid : undefined, teacherAxisNames);
}

/** `hidden=300-100 seed=2`, of letters that a name may have. */
function variantName(variant: Variant): string {
  const values = Object.entries(variant).map(([axis, value]) => {
    const text = typeof value === "object" ? value.join("-") : String(value);
    return `${axis}=${text === "" ? "none" : text}`;
  });
  return values.join(" ");
}

/** The names of all teachers that are meant by one that a study writes; an unknown name stays as it is. */
export type TeacherNames = (written: string) => readonly string[];

export function teacherNamesOf({ teachers }: Pick<Experiment, "teachers">): TeacherNames {
  const names = new Map(
    teachers.map((teacher) => [teacher.name, teachersOfGrid(teacher).map(({ name }) => name)]),
  );
  return (written) => names.get(written) ?? [written];
}

/** All teachers of an experiment, none with a grid. */
export function expandedTeachers(
  { teachers }: Pick<Experiment, "teachers">,
  namesOf: TeacherNames,
): TeacherSpec[] {
  return teachers.flatMap(teachersOfGrid).map((teacher) => {
    if (teacher.kind === "ensemble") return { ...teacher, members: teacher.members.flatMap(namesOf) };
    return isAssistant(teacher) ? { ...teacher, teacher: namesOf(teacher.teacher)[0]! } : teacher;
  });
}
