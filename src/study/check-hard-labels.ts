// Hard labels come without a teacher's view, so a temperature, an alpha or targets there are a misunderstanding. What
// the defaults put in is not counted, and neither is what a resolved study says of such an arm: see hard-labels.ts.
import { valueAt } from "./expectation.ts";
import { hardLabelTerms } from "./hard-labels.ts";
import { hasHardTargets } from "./labels.ts";
import type { Path, Problem } from "./problem.ts";
import type { Experiment } from "./schema.ts";

export function hardLabelProblems(experiment: Experiment, path: Path, input: unknown): Problem[] {
  return experiment.students.flatMap((student, index) => {
    const { kind } = student;
    if (!hasHardTargets(student)) return [];
    const at = [...path, "students", index];
    return Object.entries(hardLabelTerms[kind]).flatMap(([term, idle]) => [
      ...writtenTerm(term, idle, at, input),
      ...termAxis("grid", term, at, input),
      ...termAxis("tune", term, at, input),
    ]);
  });
}

function writtenTerm(term: string, idle: string | number, at: Path, input: unknown): Problem[] {
  const path = [...at, term];
  const value = valueAt(path, input);
  if (value === undefined || value === idle) return [];
  const message = `Expected no \`${term}\` with hard labels, got \`${String(value)}\``;
  return [{ path, message, hint: `Remove it, or write \`labels: soft\`.` }];
}

function termAxis(axes: "grid" | "tune", term: string, at: Path, input: unknown): Problem[] {
  const path = [...at, axes, term];
  if (valueAt(path, input) === undefined) return [];
  const message = `Expected no axis of \`${term}\` with hard labels, got one`;
  return [{ path, message, hint: `Remove it, or write \`labels: soft\`.` }];
}
