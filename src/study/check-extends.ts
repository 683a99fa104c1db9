// An arm extends another one of its list, of its own kind, and never itself.
import { type Arms, armListsIn, baseNameOf, baseOf, nameOf } from "./arm-lists.ts";
import { circlesAmong } from "./circle.ts";
import { valueAt } from "./expectation.ts";
import { extendedArm } from "./extended.ts";
import { notAmong } from "./not-among.ts";
import { type Path, type Problem, quoted, shown } from "./problem.ts";

/** Of the study as it was read. */
export function extensionProblems(study: unknown): Problem[] {
  const lists = armListsIn(study);
  const names = lists.flatMap(({ arms, path }) => [
    ...noNames(arms, path),
    ...unknownBases(arms, path),
    ...circles(arms, path),
  ]);
  // What an arm inherits can be asked for when all names lead somewhere.
  return names.length > 0 ? names : lists.flatMap(({ arms, path }) => otherKinds(arms, path));
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
  return arms.flatMap((arm, index) => {
    const base = baseNameOf(arm);
    if (base === null || baseOf(arm, arms) !== null) return [];
    const others = arms.map(nameOf).filter((name) => name !== null && name !== nameOf(arm));
    const at = [...path, index, "extends"];
    if (others.length > 0) return [notAmong("extends", base, others as string[], at)];
    const message = `Expected no \`extends\`, as \`${path.at(-1)}\` has nothing else, got ${quoted(base)}`;
    return [{ path: at, message }];
  });
}

function circles(arms: Arms, path: Path): Problem[] {
  const names = arms.map(nameOf);
  const next = (name: string) => {
    const base = baseNameOf(arms[names.indexOf(name)]);
    return base === null || !names.includes(base) ? [] : [base];
  };
  return circlesAmong(names, next).map(({ index, circle }) => ({
    path: [...path, index, "extends"],
    message: `Expected \`extends\` to end at one without it, got the circle ${circle.map(quoted).join(" → ")}`,
    hint: "Remove one `extends`, and write its fields there.",
  }));
}

function otherKinds(arms: Arms, path: Path): Problem[] {
  return arms.flatMap((arm, index) => {
    const base = baseOf(arm, arms);
    if (base === null) return [];
    const kind = valueAt(["kind"], arm);
    const inherited = valueAt(["kind"], extendedArm(base, arms));
    if (typeof kind !== "string" || typeof inherited !== "string" || kind === inherited) return [];
    const message = `Expected \`kind\` to be ${quoted(inherited)}, that of ${quoted(nameOf(base)!)}, which is extended, got ${quoted(kind)}`;
    return [
      { path: [...path, index, "kind"], message, hint: "Extend one of the same kind, or remove `extends`." },
    ];
  });
}
