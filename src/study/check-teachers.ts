// Teachers that are made from other teachers, and never from themselves.
import { circlesAmong } from "./circle.ts";
import type { Place } from "./field-values.ts";
import { notAmong } from "./not-among.ts";
import { type Path, type Problem, quoted } from "./problem.ts";
import { repeated } from "./repeated.ts";
import type { Experiment, TeacherSpec } from "./schema.ts";
import { type TeacherNames, teacherNamesOf } from "./teacher-grid.ts";
import { teachersBehind } from "./teacher-of.ts";

export function teachersBehindProblems(experiment: Experiment, path: Path): Problem[] {
  const namesOf = teacherNamesOf(experiment);
  const problems = experiment.teachers.flatMap((teacher, index) => {
    const at = [...path, "teachers", index];
    return [...unknownTeachers(teacher, experiment, namesOf, at), ...ensembleProblems(teacher, namesOf, at)];
  });
  return [...problems, ...circles(experiment, namesOf, [...path, "teachers"])];
}

/** The names behind a teacher, and where they stand. */
function placesBehind(teacher: TeacherSpec, at: Path): Place<string>[] {
  return teachersBehind(teacher).map((value, index) => ({
    value,
    path: teacher.kind === "ensemble" ? [...at, "members", index] : [...at, "teacher"],
  }));
}

function unknownTeachers(
  teacher: TeacherSpec,
  { teachers }: Experiment,
  namesOf: TeacherNames,
  at: Path,
): Problem[] {
  const names = teachers.map(({ name }) => name);
  const ofGrids = names.flatMap(namesOf);
  const others = names.filter((name) => name !== teacher.name);
  return placesBehind(teacher, at).flatMap(({ value, path }) => {
    if (names.includes(value) || ofGrids.includes(value)) return [];
    const field = teacher.kind === "ensemble" ? "members" : "teacher";
    if (others.length > 0) return [notAmong(field, value, others, path, ofGrids)];
    const message = `Expected no \`${field}\`, as the experiment has no other teacher, got ${quoted(value)}`;
    return [{ path, message }];
  });
}

/** Of the members as they are without grids. */
function ensembleProblems(teacher: TeacherSpec, namesOf: TeacherNames, at: Path): Problem[] {
  if (teacher.kind !== "ensemble") return [];
  const meant = placesBehind(teacher, at).flatMap(({ value, path }) =>
    namesOf(value).map((name) => ({ name, path })),
  );
  return repeated(meant.map(({ name }) => name)).map((index) => ({
    path: meant[index]!.path,
    message: `Expected each of \`members\` to be there once, got ${quoted(meant[index]!.name)} again`,
  }));
}

function circles({ teachers }: Experiment, namesOf: TeacherNames, path: Path): Problem[] {
  const written = new Map(teachers.flatMap(({ name }) => [name, ...namesOf(name)].map((any) => [any, name])));
  const behind = new Map(teachers.map((teacher) => [teacher.name, teachersBehind(teacher)]));
  const next = (name: string) =>
    (behind.get(name) ?? []).flatMap((other) => (written.has(other) ? [written.get(other)!] : []));
  const names = teachers.map(({ name }) => name);
  return circlesAmong(names, next).map(({ index, circle }) => ({
    path: [...path, index],
    message: `Expected no teacher to be made from itself, got the circle ${circle.map(quoted).join(" → ")}`,
    hint: "Take one of them out of the other.",
  }));
}
