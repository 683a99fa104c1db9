// An arm with a grid over teachers that differ in one thing has that thing for an axis.
import type { AxisName } from "../../study/grid.ts";
import { canonicalJson } from "../../study/key.ts";
import type { TeacherSpec } from "../../study/schema.ts";
import { lookOf } from "./shown-axes.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The field in which all teachers differ and nothing else; null where they differ in more, or in what has no order. */
export function teacherAxis(teachers: readonly TeacherSpec[]): AxisName | null {
  const specs = teachers.map(({ name: _name, reference: _reference, ...fields }): Fields => fields);
  const fields = [...new Set(specs.flatMap((spec) => Object.keys(spec)))];
  const different = fields.filter(
    (field) => new Set(specs.map((spec) => canonicalJson(spec[field] ?? null))).size > 1,
  );
  const [field] = different;
  return field !== undefined && different.length === 1 && lookOf(field) !== null ? (field as AxisName) : null;
}
