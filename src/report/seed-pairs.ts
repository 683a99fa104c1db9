// Two models seed by seed: what a difference, or a test of two models, is made of.
import type { StudentRow, TeacherRow } from "../results/row.ts";
import { uniqueBy } from "../study/unique-by.ts";
import type { ArmResults, ExperimentResults } from "./results.ts";

/** Both of one seed, and so of the same data and the same test split. */
export type SeedPair<R = StudentRow, O = StudentRow | TeacherRow> = readonly [row: R, other: O];

/** Over the seeds that both have; results that serve several seeds on both sides make one pair. */
export function seedPairs<R extends Seeded>(rows: readonly R[], others: readonly R[]): SeedPair<R, R>[] {
  const other = new Map(others.map((row) => [row.seed, row]));
  return pairsOf(rows, (row) => other.get(row.seed));
}

/** Of the chosen variants of both; none without the other arm. */
export function chosenPairs(arm: ArmResults, other: ArmResults | null): SeedPair<StudentRow, StudentRow>[] {
  return seedPairs(arm.chosen?.everySeed ?? [], other?.chosen?.everySeed ?? []);
}

/** An arm's chosen variant and its teacher: the one of the row's seed, or the one that serves all seeds. */
export function teacherPairs({ teachers }: ExperimentResults, arm: ArmResults): SeedPair[] {
  return pairsOf(arm.chosen?.everySeed ?? [], (row) =>
    teachers
      .find(({ spec }) => spec.name === row.teacher)
      ?.everySeed.find(({ seed }) => seed === null || seed === row.seed),
  );
}

type Seeded = Pick<StudentRow | TeacherRow, "seed" | "key">;

function pairsOf<R extends Seeded, O extends Seeded>(
  rows: readonly R[],
  otherOf: (row: R) => O | undefined,
): SeedPair<R, O>[] {
  const ofSeeds = rows.flatMap((row) => {
    const other = otherOf(row);
    return other === undefined ? [] : [[row, other] as const];
  });
  return uniqueBy(ofSeeds, ([row, other]) => `${row.key} ${other.key}`);
}
