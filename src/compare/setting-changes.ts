import { canonicalJson } from "../study/key.ts";
import type { Experiment, Study } from "../study/schema.ts";
import { pairsBy } from "./pairs.ts";

export interface SettingChange {
  /** "mnist / soft labels / learningRate" */
  readonly setting: string;
  /** As the resolved study has it; null where it is not set. */
  readonly a: unknown;
  readonly b: unknown;
}

/** Where two studies differ in what both have; experiments, teachers and students are matched by their names. */
export function settingChanges(a: Study, b: Study): SettingChange[] {
  const { experiments: experimentsA, ...ownA } = a;
  const { experiments: experimentsB, ...ownB } = b;
  return [
    ...changes([], ownA, ownB),
    ...pairsBy(experimentsA, experimentsB, nameOf).flatMap(([one, other]) => experimentChanges(one, other)),
  ];
}

function experimentChanges(a: Experiment, b: Experiment): SettingChange[] {
  const { name, teachers: teachersA, students: studentsA, ...ownA } = a;
  const { name: _, teachers: teachersB, students: studentsB, ...ownB } = b;
  return [
    ...changes([name], ownA, ownB),
    ...pairsBy(teachersA, teachersB, nameOf).flatMap(([one, other]) =>
      changes([name, `teacher ${one.name}`], one, other),
    ),
    ...pairsBy(studentsA, studentsB, nameOf).flatMap(([one, other]) => changes([name, one.name], one, other)),
  ];
}

/** Of objects field by field; a list is one value. */
function changes(path: readonly string[], a: unknown, b: unknown): SettingChange[] {
  if (canonicalJson(a ?? null) === canonicalJson(b ?? null)) return [];
  if (!isObject(a) || !isObject(b)) return [{ setting: path.join(" / "), a: a ?? null, b: b ?? null }];
  const fields = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...fields].flatMap((field) => changes([...path, field], a[field], b[field]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}
