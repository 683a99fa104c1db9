// Teachers and arms that both folders have, matched by their names in the studies.
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
  readonly rows: readonly (StudentRow | TeacherRow)[];
  readonly everySeed: readonly (StudentRow | TeacherRow)[];
}

/** Teachers, and arms by the variant that each folder chose on validation. */
export function modelPairs(a: readonly ExperimentResults[], b: readonly ExperimentResults[]): ModelPair[] {
  return pairsBy(a, b, experimentName).flatMap(([one, other]) => {
    const experiment = experimentName(one);
    return [
      ...pairsBy(one.teachers, other.teachers, specName).map(([a, b]) => {
        return { experiment, role: "teacher" as const, name: specName(a), a: teacherOf(a), b: teacherOf(b) };
      }),
      ...pairsBy(one.arms, other.arms, specName).map(([a, b]) => {
        return { experiment, role: "student" as const, name: specName(a), a: studentOf(a.chosen), b: studentOf(b.chosen) };
      }),
    ];
  });
}

/** The points of the grids that both folders have; none of an arm that is a single point in both. */
export function pointPairs(a: readonly ExperimentResults[], b: readonly ExperimentResults[]): ModelPair[] {
  return pairsBy(a, b, experimentName).flatMap(([one, other]) =>
    pairsBy(one.arms, other.arms, specName)
      .filter((arms) => arms.some(({ variants }) => variants.length > 1))
      .flatMap(([armA, armB]) =>
        pairsBy(armA.variants, armB.variants, pointOf).map(([a, b]) => {
          const experiment = experimentName(one);
          return { experiment, role: "student" as const, name: specName(armA), a: studentOf(a), b: studentOf(b) };
        }),
      ),
  );
}

function teacherOf({ rows, everySeed }: TeacherResults): ModelSide {
  return { variant: {}, rows, everySeed };
}

/** Without a choice nothing is done yet. */
function studentOf(chosen: VariantResults | null): ModelSide {
  if (chosen === null) return { variant: {}, rows: [], everySeed: [] };
  const { variant, tuned, rows, everySeed } = chosen;
  return { variant: { ...variant, ...tuned }, rows, everySeed };
}

function experimentName({ experiment }: ExperimentResults): string {
  return experiment.name;
}

function specName({ spec }: ArmResults | TeacherResults): string {
  return spec.name;
}

function pointOf({ variant }: VariantResults): string {
  return canonicalJson(variant);
}
