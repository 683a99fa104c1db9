// Hard labels come without a teacher's view, so a temperature, an alpha or targets there are a misunderstanding. What
// the defaults put in is not counted, and neither is what a resolved study says of such an arm: see hard-labels.ts.
import { valueAt } from "./expectation.ts";
import { axisPath } from "./field-values.ts";
import { hardLabelTerms } from "./hard-labels.ts";
import { hasHardTargets } from "./labels.ts";
import type { Path, Problem } from "./problem.ts";
import type { Experiment, StudentSpec } from "./schema.ts";

export function hardLabelProblems(experiment: Experiment, path: Path, input: unknown): Problem[] {
  return experiment.students.flatMap((student, index) => {
    if (!hasHardTargets(student)) return [];
    const at = [...path, "students", index];
    return Object.entries(hardLabelTerms[student.kind]).flatMap(([term, idle]) => [
      ...writtenTerm(student, term, idle, at, input),
      ...termAxis(student, term, at),
    ]);
  });
}

function writtenTerm(
  student: StudentSpec,
  term: string,
  idle: string | number,
  at: Path,
  input: unknown,
): Problem[] {
  const path = [...at, term];
  const value = valueAt(path, input);
  if (value === undefined || value === idle) return [];
  const message = `Expected no \`${term}\` with ${labelsText(student)}, got \`${String(value)}\``;
  return [{ path, message, hint }];
}

function termAxis(student: StudentSpec, term: string, at: Path): Problem[] {
  const path = axisPath(student, term, at);
  if (path === null) return [];
  return [{ path, message: `Expected no axis of \`${term}\` with ${labelsText(student)}, got one`, hint }];
}

const hint = "Remove it, or write `labels: soft`.";

function labelsText({ labels }: StudentSpec): string {
  return labels === "hard" ? "hard labels" : `the labels \`${labels}\`, which are hard`;
}
