// An arm beside its baseline and beside its teacher, seed by seed.
import { type PairedDifference, pairedDifference } from "../numeric/paired-difference.ts";
import type { StudentRow, TeacherRow } from "../results/row.ts";
import { teacherOf } from "../study/teacher-of.ts";
import { uniqueBy } from "../study/unique-by.ts";
import { counted, points, unsignedPoints } from "./format.ts";
import type { ArmResults, ExperimentResults } from "./results.ts";

/** The arm that the study compares this one with; null where it names none. */
export function baselineOf(results: ExperimentResults, arm: ArmResults): ArmResults | null {
  return results.arms.find(({ spec }) => spec.name === arm.spec.baseline) ?? null;
}

/** Test accuracy of the chosen variants over the seeds that both have. */
export function baselineDifference(arm: ArmResults, baseline: ArmResults): PairedDifference {
  return seedDifference(arm.chosen?.everySeed ?? [], baseline.chosen?.everySeed ?? []);
}

/** Test accuracy of the first rows less that of the others, over the seeds that both have. */
export function seedDifference(rows: readonly StudentRow[], others: readonly StudentRow[]): PairedDifference {
  const other = new Map(others.map((row) => [row.seed, row]));
  return differenceOf(rows, (row) => other.get(row.seed));
}

/** The same to the teacher: the one of the row's seed, or the one that serves all seeds. */
export function teacherDifference(results: ExperimentResults, arm: ArmResults): PairedDifference {
  const teacher = teacherOf(results.experiment, arm.spec);
  const rows = results.teachers.find(({ spec }) => spec === teacher)?.everySeed ?? [];
  const own = arm.chosen?.everySeed ?? [];
  return differenceOf(own, (row) => rows.find(({ seed }) => seed === null || seed === row.seed));
}

function differenceOf(
  rows: readonly StudentRow[],
  otherOf: (row: StudentRow) => StudentRow | TeacherRow | undefined,
): PairedDifference {
  const ofSeeds = rows.flatMap((row) => {
    const other = otherOf(row);
    return other === undefined ? [] : [[row, other] as const];
  });
  const pairs = uniqueBy(ofSeeds, ([row, other]) => `${row.key} ${other.key}`);
  return pairedDifference(
    pairs.map(([row]) => row.metrics.test.accuracy),
    pairs.map(([, other]) => other.metrics.test.accuracy),
  );
}

export type Verdict = "gain" | "loss" | "none" | "few" | "same" | "single" | "missing";

/** With fewer seeds nothing is called a gain, a loss or neither. */
const fewestSeeds = 5;

/** What the interval allows to say. `same`: no spread at all, so the seeds are not independent and no test applies. */
export function verdictOf({ n, sd, low, high }: PairedDifference): Verdict {
  if (n === 0) return "missing";
  if (n === 1) return "single";
  if (sd < 1e-12) return "same";
  if (n < fewestSeeds) return "few";
  if (low > 0) return "gain";
  return high < 0 ? "loss" : "none";
}

/** "+2.4 points (95 % CI 1.1 to 3.7, n = 5 seeds, paired)", or why there is no interval. */
export function differenceText(difference: PairedDifference): string {
  const { n, mean, low, high } = difference;
  const verdict = verdictOf(difference);
  const size = `${points(mean)} points`;
  if (verdict === "missing") return "no seed is done in both";
  if (verdict === "single") return `${size} (n = 1, so there is no interval)`;
  if (verdict === "same") return `${size} (the same in each of n = ${n} seeds, so there is no interval)`;
  const interval = `95 % CI ${unsignedPoints(low)} to ${unsignedPoints(high)}, n = ${counted(n, "seed")}, paired`;
  return `${size} (${interval}${verdict === "few" ? `; fewer than ${fewestSeeds} seeds carry no claim` : ""})`;
}

/** "+2.4 (1.1 to 3.7)" for a table. */
export function differenceCell(difference: PairedDifference): string {
  const { mean, low, high } = difference;
  const verdict = verdictOf(difference);
  if (verdict === "missing") return "no pairs";
  if (verdict === "single" || verdict === "same") return `${points(mean)} (no interval)`;
  return `${points(mean)} (${unsignedPoints(low)} to ${unsignedPoints(high)})`;
}
