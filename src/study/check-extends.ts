// An arm extends another one of its list, of its own kind, and never itself.
import { type Arms, armListsIn, armsByName, baseNameOf, baseOf, nameOf } from "./arm-lists.ts";
import { circlesAmong } from "./circle.ts";
import { valueAt } from "./expectation.ts";
import { extendedArms } from "./extended.ts";
import { notAmong } from "./not-among.ts";
import { type Path, type Problem, quoted, shown } from "./problem.ts";
import { maximumArms } from "./schema.ts";

/** Of all arms of a list together; the kinds have some fifty. */
const maximumFields = 100;

/** Of the study as it was read. */
export function extensionProblems(study: unknown): Problem[] {
  const lists = armListsIn(study);
  const large = lists.flatMap(({ arms, path }) => tooLarge(arms, path));
  if (large.length > 0) return large; // what is too large is not gone through
  const names = lists.flatMap(({ arms, path }) => [
    ...noNames(arms, path),
    ...unknownBases(arms, path),
    ...circles(arms, path),
  ]);
  // What an arm inherits can be asked for when all names lead somewhere.
  return names.length > 0 ? names : lists.flatMap(({ arms, path }) => otherKinds(arms, path));
}

function tooLarge(arms: Arms, path: Path): Problem[] {
  if (arms.length > maximumArms) {
    const message = `Expected \`${path.at(-1)}\` to be a list of at most ${maximumArms} values, got ${shown(arms)}`;
    return [{ path, message }];
  }
  const fields = new Set(arms.flatMap((arm) => (typeof arm === "object" ? Object.keys(arm ?? {}) : [])));
  if (fields.size <= maximumFields) return [];
  const message = `Expected \`${path.at(-1)}\` to have at most ${maximumFields} different fields, got ${fields.size}`;
  return [{ path, message }];
}

function noNames(arms: Arms, path: Path): Problem[] {
  return arms.flatMap((arm, index) => {
    const base = valueAt(["extends"], arm);
    if (base === undefined || typeof base === "string") return [];
    const message = `Expected \`extends\` to be a name, got ${shown(base)}`;
    return [{ path: [...path, index, "extends"], message }];
  });
}

function unknownBases(arms: Arms, path: Path): Problem[] {
  const byName = armsByName(arms);
  return arms.flatMap((arm, index) => {
    const base = baseNameOf(arm);
    if (base === null || baseOf(arm, byName) !== null) return [];
    const others = arms.map(nameOf).filter((name) => name !== null && name !== nameOf(arm));
    const at = [...path, index, "extends"];
    if (others.length > 0) return [notAmong("extends", base, others as string[], at)];
    const message = `Expected no \`extends\`, as \`${path.at(-1)}\` has nothing else, got ${quoted(base)}`;
    return [{ path: at, message }];
  });
}

function circles(arms: Arms, path: Path): Problem[] {
  const byName = armsByName(arms);
  const next = (name: string) => {
    const base = baseNameOf(byName.get(name));
    return base === null || !byName.has(base) ? [] : [base];
  };
  return circlesAmong(arms.map(nameOf), next).map(({ index, circle }) => ({
    path: [...path, index, "extends"],
    message: `Expected \`extends\` to end at one without it, got the circle ${circle.map(quoted).join(" → ")}`,
    hint: "Remove one `extends`, and write its fields there.",
  }));
}

function otherKinds(arms: Arms, path: Path): Problem[] {
  const byName = armsByName(arms);
  const extended = new Map(extendedArms(arms).map((arm, index) => [arms[index], arm]));
  return arms.flatMap((arm, index) => {
    const base = baseOf(arm, byName);
    if (base === null) return [];
    const kind = valueAt(["kind"], arm);
    const inherited = valueAt(["kind"], extended.get(base));
    if (typeof kind !== "string" || typeof inherited !== "string" || kind === inherited) return [];
    const message = `Expected \`kind\` to be ${quoted(inherited)}, that of ${quoted(nameOf(base)!)}, which is extended, got ${quoted(kind)}`;
    return [
      { path: [...path, index, "kind"], message, hint: "Extend one of the same kind, or remove `extends`." },
    ];
  });
}
