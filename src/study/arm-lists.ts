// The students and the teachers of a study that nobody has checked yet.
import { valueAt } from "./expectation.ts";
import type { Path } from "./problem.ts";

/** Students or teachers of one experiment, whatever they are. */
export type Arms = readonly unknown[];

export function armListsIn(study: unknown): { readonly arms: Arms; readonly path: Path }[] {
  const experiments = valueAt(["experiments"], study);
  if (!Array.isArray(experiments)) return [];
  return experiments.flatMap((experiment, index) =>
    Object.entries(armListsOf(experiment)).map(([list, arms]) => ({
      arms,
      path: ["experiments", index, list],
    })),
  );
}

/** By the field in which they stand. */
export function armListsOf(experiment: unknown): Readonly<Record<string, Arms>> {
  const lists = ["teachers", "students"].map((list): [string, unknown] => [
    list,
    valueAt([list], experiment),
  ]);
  // A library's caller may give a list with holes, which `map` would leave out.
  return Object.fromEntries(
    lists.flatMap(([list, arms]): [string, Arms][] =>
      Array.isArray(arms) ? [[list, Array.from(arms)]] : [],
    ),
  );
}

export function nameOf(arm: unknown): string | null {
  return textAt("name", arm);
}

/** What it extends. */
export function baseNameOf(arm: unknown): string | null {
  return textAt("extends", arm);
}

/** The first of each name. */
export function armsByName(arms: Arms): ReadonlyMap<string | null, unknown> {
  return new Map(arms.toReversed().map((arm) => [nameOf(arm), arm]));
}

/** The one that `arm` extends; null where it extends none, or one that is not there. */
export function baseOf(arm: unknown, byName: ReadonlyMap<string | null, unknown>): unknown {
  const base = baseNameOf(arm);
  return base === null ? null : (byName.get(base) ?? null);
}

function textAt(field: string, arm: unknown): string | null {
  const value = valueAt([field], arm);
  return typeof value === "string" ? value : null;
}
