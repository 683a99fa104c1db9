// Names are told apart, and a name that is pointed to is there.
import { notAmong } from "./not-among.ts";
import { type Path, type Problem, quoted } from "./problem.ts";
import { repeated } from "./repeated.ts";
import type { Experiment } from "./schema.ts";

export function repeatedNames(named: readonly { readonly name: string }[], path: Path): Problem[] {
  const names = named.map(({ name }) => name);
  return repeated(names).map((index) => ({
    path: [...path, index, "name"],
    message: `Expected each \`name\` in \`${path.at(-1)}\` to be there once, got ${quoted(names[index]!)} again`,
  }));
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
