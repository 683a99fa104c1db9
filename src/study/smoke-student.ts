// A student of a smoke run: smaller, with fewer values on each axis.
import { valuesOf } from "./field-values.ts";
import {
  type Axis,
  type AxisName,
  type AxisValue,
  axesOf,
  trainedVariants,
  tunedAxesOf,
  variantsOf,
} from "./grid.ts";
import { canonicalJson } from "./key.ts";
import type { StudentSpec } from "./schema.ts";
import { most, smokeDepth, smokeEpochs, smokeWidths } from "./smoke-limits.ts";
import { uniqueBy } from "./unique-by.ts";

export function smokeStudent({ reference: _, ...student }: StudentSpec): StudentSpec {
  const small = smallStudent(student);
  const { grid: _grid, tune: _tune, skip: _skip, ...rest } = small;
  const grid = smokeAxes(axesOf(small));
  const tune = smokeAxes(tunedAxesOf(small));
  const [choices, decided] = [tune.filter(hasChoice), tune.filter((axis) => !hasChoice(axis))];
  const axes = {
    ...rest,
    ...variantsOf(decided)[0],
    ...(grid.length === 0 ? {} : { grid: gridOf(grid) }),
    ...(choices.length === 0 ? {} : { tune: gridOf(choices) }),
  } as StudentSpec;
  const skip = smokeSkip(small, axes);
  return skip.length === 0 ? axes : { ...axes, skip };
}

/** Between values that became equal there is nothing to choose: the value is the field's. */
function hasChoice({ values }: Axis): boolean {
  return values.length > 1;
}

function gridOf(axes: readonly Axis[]): StudentSpec["grid"] {
  return Object.fromEntries(axes.map(({ name, values }) => [name, values]));
}

/** Without the values, and so the conditions, that no cell has any more; none where they would leave no cell. */
function smokeSkip({ skip = [] }: StudentSpec, small: StudentSpec): NonNullable<StudentSpec["skip"]> {
  const conditions = skip.flatMap((condition) => {
    const kept = Object.entries(condition).map(([field, wanted]) => {
      const there = new Set(valuesOf(small, field as "temperature").map(canonicalJson));
      return [field, [wanted].flat(1).filter((value) => there.has(canonicalJson(value)))] as const;
    });
    return kept.every(([, values]) => values.length > 0) ? [Object.fromEntries(kept)] : [];
  });
  return trainedVariants({ ...small, skip: conditions }).length > 0 ? conditions : [];
}

/** A tree of hard decisions is kept small by its data. */
function smallStudent(student: StudentSpec): StudentSpec {
  if (student.kind === "tree") return student;
  const epochs = smokeEpochs(student.epochs);
  return student.kind === "mlp"
    ? { ...student, epochs, hidden: smokeWidths(student.hidden) }
    : { ...student, epochs, depth: smokeDepth(student.depth) };
}

/**
 * The first values of each axis. Two epochs, widths or depths that became equal are one. Optimizers are few and all
 * stay: without `momentum` among them an axis of that name would be idle, which no study may have.
 */
function smokeAxes(axes: readonly Axis[]): Axis[] {
  return axes.map(({ name, values }) => {
    const kept = uniqueBy(
      values.map((value) => smokeValue(name, value)),
      canonicalJson,
    );
    return { name, values: name === "optimizer" ? kept : kept.slice(0, most.axisValues) };
  });
}

function smokeValue(axis: AxisName, value: AxisValue): AxisValue {
  if (axis === "hidden" && typeof value === "object") return smokeWidths(value);
  if (axis === "epochs" && typeof value === "number") return smokeEpochs(value);
  if (axis === "depth" && typeof value === "number") return smokeDepth(value);
  return value;
}
