// Two models seed by seed: what a difference, or a test of two models, is made of.
import type { StudentRow, TeacherRow } from "../results/row.ts";
import { uniqueBy } from "../study/unique-by.ts";
import type { ArmResults, ExperimentResults } from "./results.ts";

/** Both of one seed, and so of the same data and the same test split. */
export type SeedPair = readonly [row: StudentRow, other: StudentRow | TeacherRow];

/** Over the seeds that both have; results that serve several seeds on both sides make one pair. */
export function seedPairs(rows: readonly StudentRow[], others: readonly StudentRow[]): SeedPair[] {
  const other = new Map(others.map((row) => [row.seed, row]));
  return pairsOf(rows, (row) => other.get(row.seed));
}

/** An arm's chosen variant and its teacher: the one of the row's seed, or the one that serves all seeds. */
export function teacherPairs({ teachers }: ExperimentResults, arm: ArmResults): SeedPair[] {
  return pairsOf(arm.chosen?.everySeed ?? [], (row) =>
    teachers
      .find(({ spec }) => spec.name === row.teacher)
      ?.everySeed.find(({ seed }) => seed === null || seed === row.seed),
  );
}

function pairsOf(
  rows: readonly StudentRow[],
  otherOf: (row: StudentRow) => StudentRow | TeacherRow | undefined,
): SeedPair[] {
  const ofSeeds = rows.flatMap((row) => {
    const other = otherOf(row);
    return other === undefined ? [] : [[row, other] as const];
  });
  return uniqueBy(ofSeeds, ([row, other]) => `${row.key} ${other.key}`);
}
