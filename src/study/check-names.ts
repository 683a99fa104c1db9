// Names are told apart, and a name that is pointed to is there.
import { needsTeacher } from "./labels.ts";
import { nearest } from "./nearest.ts";
import { listed, type Path, type Problem, quoted } from "./problem.ts";
import { repeated } from "./repeated.ts";
import type { Experiment, StudentSpec } from "./schema.ts";

export function repeatedNames(named: readonly { readonly name: string }[], path: Path): Problem[] {
  const names = named.map(({ name }) => name);
  return repeated(names).map((index) => ({
    path: [...path, index, "name"],
    message: `Expected each \`name\` in \`${path.at(-1)}\` to be there once, got ${quoted(names[index]!)} again`,
  }));
}

export function teacherProblems(experiment: Experiment, path: Path): Problem[] {
  const names = experiment.teachers.map(({ name }) => name);
  return experiment.students.flatMap((student, index) => {
    const at = [...path, "students", index];
    if (student.teacher !== undefined) return unknownTeacher(student.teacher, names, [...at, "teacher"]);
    return needsTeacher(student) ? missingTeacher(student, names, at) : [];
  });
}

function unknownTeacher(teacher: string, names: readonly string[], path: Path): Problem[] {
  if (names.includes(teacher)) return [];
  if (names.length > 0) return [notAmong("teacher", teacher, names, path)];
  const message = `Expected no \`teacher\`, as the experiment has no \`teachers\`, got ${quoted(teacher)}`;
  return [{ path, message }];
}

function missingTeacher(student: StudentSpec, names: readonly string[], at: Path): Problem[] {
  if (names.length === 1) return [];
  if (names.length === 0) {
    const message = `Expected a teacher for the soft labels of ${quoted(student.name)}, but the experiment has none`;
    return [{ path: [...at, "labels"], message, hint: "Add one under `teachers`, or write `labels: hard`." }];
  }
  const message = `Expected \`teacher\` to be one of ${listed(names)}, but it is missing`;
  return [{ path: [...at, "teacher"], message }];
}

export function baselineProblems(experiment: Experiment, path: Path): Problem[] {
  return experiment.students.flatMap(({ name, baseline }, index) => {
    if (baseline === undefined) return [];
    const at = [...path, "students", index, "baseline"];
    const others = experiment.students.map((student) => student.name).filter((other) => other !== name);
    if (others.includes(baseline)) return [];
    if (others.length > 0) return [notAmong("baseline", baseline, others, at)];
    const message = `Expected no \`baseline\`, as the experiment has no other student, got ${quoted(baseline)}`;
    return [{ path: at, message }];
  });
}

function notAmong(field: string, value: string, names: readonly string[], path: Path): Problem {
  const meant = nearest(value, names);
  const message = `Expected \`${field}\` to be one of ${listed(names)}, got ${quoted(value)}`;
  return meant === null ? { path, message } : { path, message, hint: `Did you mean ${quoted(meant)}?` };
}
