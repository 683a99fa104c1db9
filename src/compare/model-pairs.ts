// Teachers and arms that both folders have, matched by their names in the studies.
import { choiceOf } from "../report/models.ts";
import type { ArmResults, ExperimentResults, TeacherResults, VariantResults } from "../report/results.ts";
import type { StudentRow, TeacherRow, Variant } from "../results/row.ts";
import { canonicalJson } from "../study/key.ts";
import { pairsBy } from "./pairs.ts";

export interface ModelPair {
  readonly experiment: string;
  readonly role: "teacher" | "student";
  readonly name: string;
  readonly a: ModelSide;
  readonly b: ModelSide;
}

export interface ModelSide {
  /** What the grid gave and what was tuned; empty without either. */
  readonly variant: Variant;
  /** Each result once. */
  readonly rows: readonly ModelRow[];
  readonly everySeed: readonly ModelRow[];
}

export type ModelRow = StudentRow | TeacherRow;

/** Teachers, and arms by the variant that each folder chose on validation. */
export function modelPairs(a: readonly ExperimentResults[], b: readonly ExperimentResults[]): ModelPair[] {
  return pairsBy(a, b, experimentName).flatMap((experiments) => [
    ...teacherPairs(...experiments),
    ...armPairs(...experiments).map((arms) =>
      studentPair(experiments[0], arms, [arms[0].chosen, arms[1].chosen]),
    ),
  ]);
}

/** The points of the grids that both folders have; none of an arm that is a single point in both. */
export function pointPairs(a: readonly ExperimentResults[], b: readonly ExperimentResults[]): ModelPair[] {
  return pairsBy(a, b, experimentName).flatMap((experiments) =>
    armPairs(...experiments)
      .filter((arms) => arms.some(({ variants }) => variants.length > 1))
      .flatMap((arms) =>
        pairsBy(arms[0].variants, arms[1].variants, pointOf).map((points) =>
          studentPair(experiments[0], arms, points),
        ),
      ),
  );
}

function armPairs(a: ExperimentResults, b: ExperimentResults) {
  return pairsBy(a.arms, b.arms, ({ spec }) => spec.name);
}

function teacherPairs(a: ExperimentResults, b: ExperimentResults): ModelPair[] {
  const experiment = experimentName(a);
  return pairsBy(a.teachers, b.teachers, ({ spec }) => spec.name).map(([one, other]) => {
    return { experiment, role: "teacher", name: one.spec.name, a: teacherSide(one), b: teacherSide(other) };
  });
}

function studentPair(
  experiment: ExperimentResults,
  [{ spec }]: readonly [ArmResults, ArmResults],
  [a, b]: readonly [VariantResults | null, VariantResults | null],
): ModelPair {
  const sides = { a: studentSide(a), b: studentSide(b) };
  return { experiment: experimentName(experiment), role: "student", name: spec.name, ...sides };
}

function teacherSide({ rows, everySeed }: TeacherResults): ModelSide {
  return { variant: {}, rows, everySeed };
}

/** null: nothing is done yet. */
function studentSide(results: VariantResults | null): ModelSide {
  return { variant: choiceOf(results), rows: results?.rows ?? [], everySeed: results?.everySeed ?? [] };
}

function experimentName({ experiment }: ExperimentResults): string {
  return experiment.name;
}

function pointOf({ variant }: VariantResults): string {
  return canonicalJson(variant);
}
