// Hard labels have no soft term, so a temperature or an alpha there is a misunderstanding. What the defaults put in
// is not counted, and neither is what a resolved study says of such an arm: temperature 1, alpha 0.
import { valueAt } from "./expectation.ts";
import { hardLabelTerms } from "./hard-labels.ts";
import type { Path, Problem } from "./problem.ts";
import type { Experiment } from "./schema.ts";

const terms = ["temperature", "alpha"] as const;

export function hardLabelProblems(experiment: Experiment, path: Path, input: unknown): Problem[] {
  return experiment.students.flatMap((student, index) => {
    if (student.kind !== "mlp" || student.labels !== "hard") return [];
    const at = [...path, "students", index];
    return terms.flatMap((term) => [
      ...writtenTerm(term, [...at, term], input),
      ...termAxis(term, at, input),
    ]);
  });
}

function writtenTerm(term: (typeof terms)[number], path: Path, input: unknown): Problem[] {
  const value = valueAt(path, input);
  if (value === undefined || value === hardLabelTerms[term]) return [];
  const message = `Expected no \`${term}\` with hard labels, got \`${String(value)}\``;
  return [{ path, message, hint: `Remove it, or write \`labels: soft\`.` }];
}

function termAxis(term: (typeof terms)[number], at: Path, input: unknown): Problem[] {
  const path = [...at, "grid", term];
  if (valueAt(path, input) === undefined) return [];
  const message = `Expected no grid over \`${term}\` with hard labels, got one`;
  return [{ path, message, hint: `Remove it, or write \`labels: soft\`.` }];
}
