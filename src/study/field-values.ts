// What the cells of an arm, or the combinations of a teacher or a dataset, have in one of their fields.
import type { Path } from "./problem.ts";

interface WithAxes {
  readonly grid?: object | undefined;
  readonly tune?: object | undefined;
}

export interface Place<T> {
  readonly value: T;
  /** `grid.alpha[0]`, or the field itself. */
  readonly path: Path;
}

/** Each value and where it stands: on its axis, or, without one, in the field. None where the field is left out. */
export function placesOf<S extends WithAxes, Field extends keyof S & string>(
  spec: S,
  field: Field,
  path: Path,
): Place<NonNullable<S[Field]>>[] {
  const axis = axisOf(spec, field);
  if (axis !== null) {
    const values = axis.values as readonly NonNullable<S[Field]>[];
    return values.map((value, index) => ({ value, path: [...path, axis.axes, field, index] }));
  }
  const value = spec[field];
  return value === undefined || value === null ? [] : [{ value, path: [...path, field] }];
}

export function valuesOf<S extends WithAxes, Field extends keyof S & string>(
  spec: S,
  field: Field,
): NonNullable<S[Field]>[] {
  return placesOf(spec, field, []).map(({ value }) => value);
}

/** Where the axis of a field stands, under `grid` or `tune`; null without one. */
export function axisPath(spec: WithAxes, field: string, path: Path): Path | null {
  const axis = axisOf(spec, field);
  return axis === null ? null : [...path, axis.axes, field];
}

function axisOf(spec: WithAxes, field: string) {
  for (const axes of ["grid", "tune"] as const) {
    const values = (spec[axes] as Readonly<Record<string, readonly unknown[] | undefined>> | undefined)?.[
      field
    ];
    if (values !== undefined) return { axes, values };
  }
  return null;
}
