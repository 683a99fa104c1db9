// The cells of an experiment: arms as written, then the grid, then the seeds; each is one row of the results.
import type { Variant } from "../results/row.ts";
import { UserError } from "../user-error.ts";
import { trainedVariants } from "./grid.ts";
import { withoutIdleTerms } from "./idle-terms.ts";
import { needsTeacher } from "./labels.ts";
import type { Experiment, StudentSpec, TeacherSpec } from "./schema.ts";
import { teacherOf } from "./teacher-of.ts";

export interface Cell {
  /** Name of the student as the study writes it. */
  readonly arm: string;
  /** The values that the grid gave this cell; empty without a grid. */
  readonly variant: Variant;
  /** Without a grid: the variant's values are in their fields. */
  readonly student: StudentSpec;
  readonly teacher: TeacherSpec | null;
  readonly seed: number;
}

export function cellsOf(experiment: Experiment, seeds: readonly number[]): Cell[] {
  return experiment.students.flatMap((arm) =>
    trainedVariants(arm).flatMap((variant) => {
      const student = variantStudent(arm, variant);
      const cell = { arm: arm.name, variant, student, teacher: teacherFor(experiment, student) };
      return seeds.map((seed) => ({ ...cell, seed }));
    }),
  );
}

function variantStudent(student: StudentSpec, variant: Variant): StudentSpec {
  const { grid: _grid, tune: _tune, ...single } = student;
  return withoutIdleTerms({ ...single, ...variant });
}

function teacherFor(experiment: Experiment, student: StudentSpec): TeacherSpec | null {
  const teacher = teacherOf(experiment, student);
  if (teacher !== null) return teacher;
  if (student.teacher === undefined && !needsTeacher(student)) return null;
  throw new UserError(
    `Student "${student.name}" of experiment "${experiment.name}" has no teacher: expected \`teacher\` to name one of ` +
      `${experiment.teachers.map(({ name }) => `"${name}"`).join(", ") || "the experiment's teachers, of which there are none"}.`,
  );
}
