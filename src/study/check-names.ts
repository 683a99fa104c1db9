// Names are told apart, and a name that is pointed to is there.
import { baselineNames } from "./baselines.ts";
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

export function baselineProblems({ students }: Experiment, path: Path): Problem[] {
  return students.flatMap((student, index) => {
    const at = [...path, "students", index, "baseline"];
    const placeOf = (place: number) => (typeof student.baseline === "string" ? at : [...at, place]);
    const names = baselineNames(student);
    const others = students.map(({ name }) => name).filter((name) => name !== student.name);
    return [
      ...names.flatMap((name, place) => unknownBaseline(name, others, placeOf(place))),
      ...repeated(names).map((place) => ({
        path: placeOf(place),
        message: `Expected each \`baseline\` to be there once, got ${quoted(names[place]!)} again`,
      })),
    ];
  });
}

function unknownBaseline(name: string, others: readonly string[], path: Path): Problem[] {
  if (others.includes(name)) return [];
  if (others.length > 0) return [notAmong("baseline", name, others, path)];
  const message = `Expected no \`baseline\`, as the experiment has no other student, got ${quoted(name)}`;
  return [{ path, message }];
}
