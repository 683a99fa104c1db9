// Whom a student learns from, or is measured against.
import { axisPath, placesOf } from "./field-values.ts";
import { needsTeacher } from "./labels.ts";
import { notAmong } from "./not-among.ts";
import { listed, type Path, type Problem, quoted } from "./problem.ts";
import { repeated } from "./repeated.ts";
import type { Experiment, StudentSpec } from "./schema.ts";
import { type TeacherNames, teacherNamesOf } from "./teacher-grid.ts";

export function teacherProblems(experiment: Experiment, path: Path): Problem[] {
  const names = experiment.teachers.map(({ name }) => name);
  const namesOf = teacherNamesOf(experiment);
  return experiment.students.flatMap((student, index) => {
    const at = [...path, "students", index];
    const places = placesOf(student, "teacher", at);
    if (places.length === 0) return needsTeacher(student) ? missingTeacher(student, names, at) : [];
    const unknown = places.flatMap(({ value, path: place }) => unknownTeacher(value, names, namesOf, place));
    return [...unknown, ...axisAndField(student, at), ...teacherTwice(student, namesOf, at)];
  });
}

function unknownTeacher(
  teacher: string,
  names: readonly string[],
  namesOf: TeacherNames,
  path: Path,
): Problem[] {
  const ofGrids = names.flatMap(namesOf);
  if (names.includes(teacher) || ofGrids.includes(teacher)) return [];
  if (names.length > 0) return [notAmong("teacher", teacher, names, path, ofGrids)];
  const message = `Expected no \`teacher\`, as the experiment has no \`teachers\`, got ${quoted(teacher)}`;
  return [{ path, message }];
}

function missingTeacher({ name, labels }: StudentSpec, names: readonly string[], at: Path): Problem[] {
  if (names.length === 1) return [];
  if (names.length === 0) {
    const whose = labels === "soft" ? "soft labels" : `labels \`${labels}\``;
    const message = `Expected a teacher for the ${whose} of ${quoted(name)}, but the experiment has none`;
    return [{ path: [...at, "labels"], message, hint: "Add one under `teachers`, or write `labels: hard`." }];
  }
  const message = `Expected \`teacher\` to be one of ${listed(names)}, but it is missing`;
  return [{ path: [...at, "teacher"], message }];
}

function axisAndField(student: StudentSpec, at: Path): Problem[] {
  const path = axisPath(student, "teacher", at);
  if (path === null || student.teacher === undefined) return [];
  const message = `Expected \`teacher\` as a field or as an axis, got ${quoted(student.teacher)} and an axis`;
  return [{ path, message, hint: "Remove one of them." }];
}

/** Two names of an axis may stand for the same teacher, where one of them has a grid. */
function teacherTwice(student: StudentSpec, namesOf: TeacherNames, at: Path): Problem[] {
  const places = placesOf(student, "teacher", at);
  if (repeated(places.map(({ value }) => value)).length > 0) return []; // told of every axis
  const meant = places.flatMap(({ value, path }) => namesOf(value).map((name) => ({ name, path })));
  return repeated(meant.map(({ name }) => name)).map((index) => ({
    path: meant[index]!.path,
    message: `Expected each teacher to be meant once, got ${quoted(meant[index]!.name)} again`,
  }));
}
