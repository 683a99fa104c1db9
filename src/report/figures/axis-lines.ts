// What the axis figure shows: for each arm and each axis of its grid that has an order, the points along it.
import type { Cost } from "../../results/row.ts";
import { type AxisName, type AxisValue, axesOf, axisNames } from "../../study/grid.ts";
import { groupBy } from "../../study/group-by.ts";
import { uniqueBy } from "../../study/unique-by.ts";
import { baselinesOf } from "../comparison.ts";
import { fieldOf, inheritedValue } from "../point-values.ts";
import type { ArmResults, ExperimentResults, VariantResults } from "../results.ts";
import { chosenSlice } from "./chosen-slice.ts";
import { lookOf } from "./shown-axes.ts";
import { teacherAxis } from "./teacher-axis.ts";

export interface AxisLine {
  readonly arm: ArmResults;
  readonly axis: AxisName;
  /** Whether the values are those of its teachers. */
  readonly ofTeacher: boolean;
  /** Whether they stand beside values that students have themselves. */
  readonly isShared: boolean;
  readonly points: readonly AxisPoint[];
}

export interface AxisPoint {
  readonly value: AxisValue;
  /** Of the model that has the value. */
  readonly parameters: number;
  readonly rows: VariantResults["rows"];
}

export interface AxisLines {
  readonly axis: AxisName;
  readonly ofTeacher: boolean;
  readonly lines: readonly AxisLine[];
  /** Baselines of these arms that do not have the axis. */
  readonly levels: readonly ArmResults[];
}

/** One for each axis along which an arm has two points or more, in the order of a grid; those that only teachers can have last. */
export function axisLines(results: ExperimentResults): AxisLines[] {
  const all = results.arms.flatMap((arm) => [...ownLines(arm), ...teacherLines(results, arm)]);
  const lines = all.filter(({ points }) => points.length > 1).toSorted((a, b) => rank(a) - rank(b));
  return groupBy(lines, rank).map((group) => ({
    axis: group[0]!.axis,
    ofTeacher: group.every(({ ofTeacher }) => ofTeacher),
    lines: group,
    levels: levelsOf(results, group),
  }));
}

function ownLines(arm: ArmResults): AxisLine[] {
  const names = axesOf(arm.spec).map(({ name }) => name);
  // Where both are axes, the figure of the temperatures and the heat map show alpha.
  const shown = names.filter((name) => name !== "alpha" || !names.includes("temperature"));
  return shown
    .filter((axis) => lookOf(axis) !== null)
    .map((axis) => ({
      arm,
      axis,
      ofTeacher: false,
      isShared: true,
      points: chosenSlice(arm, [axis]).map(({ variant, rows }) => ({
        value: variant[axis]!,
        parameters: parametersOf(rows),
        rows,
      })),
    }));
}

/** A student's values and its teacher's are one axis by the rule by which the tables compare them. */
function teacherLines({ experiment, teachers }: ExperimentResults, arm: ArmResults): AxisLine[] {
  const slice = chosenSlice(arm, ["teacher"]).flatMap(({ variant, rows }) => {
    const teacher = teachers.find(({ spec }) => spec.name === variant.teacher);
    return teacher === undefined ? [] : [{ teacher, variant, rows }];
  });
  const axis = teacherAxis(slice.map(({ teacher }) => teacher.spec));
  if (axis === null) return [];
  const points = slice.map(({ teacher, rows }) => ({
    value: fieldOf(teacher.spec, axis)!,
    parameters: parametersOf(teacher.rows),
    rows,
  }));
  const isShared = slice.every(
    ({ variant }) => inheritedValue(experiment, arm.spec, variant, axis) !== undefined,
  );
  return [{ arm, axis, ofTeacher: true, isShared, points }];
}

/** Of networks of one spec, which all have the same. */
function parametersOf(rows: readonly { readonly cost: Cost | null }[]): number {
  return rows[0]?.cost?.parameters ?? 0;
}

function rank({ axis, isShared }: AxisLine): number {
  return axisNames.indexOf(axis) + (isShared ? 0 : axisNames.length);
}

function levelsOf(results: ExperimentResults, lines: readonly AxisLine[]): ArmResults[] {
  const baselines = lines.flatMap(({ arm }) => baselinesOf(results, arm));
  return uniqueBy(baselines, ({ spec }) => spec.name).filter(
    (baseline) => (baseline.chosen?.rows.length ?? 0) > 0 && !lines.some(({ arm }) => arm === baseline),
  );
}
