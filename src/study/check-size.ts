// What grids and seeds multiply to, found before anything is multiplied out.
import { experimentCount } from "./dataset-grid.ts";
import { withEveryTeacher } from "./expanded.ts";
import { variantCount } from "./grid.ts";
import { type Problem, quoted } from "./problem.ts";
import { maximumMembers } from "./schema/teacher.ts";
import { type Experiment, maximumExperiments, maximumTeachers, type Study } from "./schema.ts";
import { teacherCount } from "./teacher-grid.ts";

/** A plan, a sorted result and a report of so many rows still fit in memory many times over. */
const maximumCells = 100_000;

export function sizeProblems(study: Study): Problem[] {
  const grids = [
    ...tooManyExperiments(study),
    ...study.experiments.flatMap(tooManyTeachers),
    ...study.experiments.flatMap(tooManyMembers),
  ];
  return grids.length > 0 ? grids : tooManyCells(study);
}

function tooManyExperiments({ experiments }: Study): Problem[] {
  const count = sum(experiments.map(experimentCount));
  if (count <= maximumExperiments) return [];
  const message = `Expected grids of datasets to give at most ${maximumExperiments} experiments, got ${count}`;
  return [{ path: ["experiments"], message, hint: "Take fewer values, or split the study." }];
}

function tooManyTeachers({ teachers }: Experiment, index: number): Problem[] {
  const count = sum(teachers.map(teacherCount));
  if (count <= maximumTeachers) return [];
  const message = `Expected grids of teachers to give at most ${maximumTeachers} teachers, got ${count}`;
  return [{ path: ["experiments", index, "teachers"], message, hint: "Take fewer values." }];
}

/** A member that has a grid is as many. */
function tooManyMembers({ teachers }: Experiment, index: number): Problem[] {
  const counts = new Map(teachers.map((teacher) => [teacher.name, teacherCount(teacher)]));
  return teachers.flatMap((teacher, place) => {
    const count = teacher.kind === "ensemble" ? sum(teacher.members.map((name) => counts.get(name) ?? 1)) : 0;
    if (count <= maximumMembers) return [];
    const message = `Expected at most ${maximumMembers} members of ${quoted(teacher.name)}, got ${count}`;
    const path = ["experiments", index, "teachers", place, "members"];
    return [{ path, message, hint: "Name fewer, or lessen their grids." }];
  });
}

/** Cells that a student skips count. */
function tooManyCells({ experiments, seeds }: Study): Problem[] {
  const cells = experiments.map((experiment) => {
    const variants = withEveryTeacher(experiment).students.map(variantCount);
    return sum(variants) * experimentCount(experiment) * seeds.length;
  });
  if (sum(cells) <= maximumCells) return [];
  const message = `Expected grids and seeds to give at most ${maximumCells} cells, got ${sum(cells)}`;
  return [{ path: ["experiments"], message, hint: "Take fewer values or seeds, or split the study." }];
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
