// `extends` of students and teachers. It is followed on the data as it was read, before the schema puts defaults in: only
// what an arm writes itself stands above what it inherits.
import { type Arms, armListsOf, armsByName, baseNameOf, baseOf } from "./arm-lists.ts";
import { valueAt } from "./expectation.ts";
import { type Problem, quoted } from "./problem.ts";

type Mapping = Readonly<Record<string, unknown>>;

/**
 * The study without `extends`: each arm has the fields of the one that it names, but for `name` and `reference`, and none
 * that it sets to null. What check-extends.ts finds wrong must have been put right.
 */
export function extendedStudy(study: unknown): unknown {
  if (!isMapping(study) || !Array.isArray(study.experiments)) return study;
  return { ...study, experiments: study.experiments.map(extendedExperiment) };
}

function extendedExperiment(experiment: unknown): unknown {
  if (!isMapping(experiment)) return experiment;
  const lists = Object.entries(armListsOf(experiment)).map(([list, arms]) => [list, extendedArms(arms)]);
  return { ...experiment, ...Object.fromEntries(lists) };
}

/** Each once, however many extend it. */
export function extendedArms(arms: Arms): unknown[] {
  const byName = armsByName(arms);
  const known = new Map<unknown, unknown>();
  const extendedArm = (arm: unknown): unknown => {
    const base = baseOf(arm, byName);
    if (base === null || !isMapping(arm)) return arm;
    const extended = known.get(arm) ?? inheriting(arm, extendedArm(base) as Mapping);
    known.set(arm, extended);
    return extended;
  };
  return arms.map(extendedArm);
}

function inheriting(arm: Mapping, base: Mapping): Mapping {
  const { name: _name, reference: _reference, ...inherited } = base;
  const { extends: _extends, ...own } = arm;
  const isRemoved = ([field, value]: [string, unknown]) => value === null && Object.hasOwn(inherited, field);
  return Object.fromEntries(Object.entries({ ...inherited, ...own }).filter((entry) => !isRemoved(entry)));
}

/** A problem of a field that its arm does not write itself tells where it is from. `study` is as it was read. */
export function withOrigin(problem: Problem, study: unknown, extended: unknown): Problem {
  const { path, hint } = problem;
  const field = path.slice(0, 5); // experiments, its place, students or teachers, its place, the field
  const base = baseNameOf(valueAt(path.slice(0, 4), study));
  if (base === null || field.length < 5 || valueAt(field, study) !== undefined) return problem;
  if (valueAt(field, extended) === undefined) return problem;
  const origin = `It is inherited from ${quoted(base)}; \`${field[4]}: null\` would leave it out.`;
  return { ...problem, hint: hint === undefined ? origin : `${hint} ${origin}` };
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
