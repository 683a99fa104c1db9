// An arm beside its baseline and beside its teacher, seed by seed, and what may be said of the difference.
import { mean } from "../numeric/mean.ts";
import { type PairedDifference, pairedDifference } from "../numeric/paired-difference.ts";
import type { StudentRow } from "../results/row.ts";
import { baselineNames } from "../study/baselines.ts";
import type { WithMetrics } from "./accuracy-text.ts";
import { counted, decimal, percent, points, pointsWithInterval } from "./format.ts";
import type { ArmResults, ExperimentResults } from "./results.ts";
import { chosenPairs, type SeedPair, seedPairs, teacherPairs } from "./seed-pairs.ts";

/** The arms that the study compares this one with, in its order. */
export function baselinesOf(results: ExperimentResults, arm: ArmResults): ArmResults[] {
  const names = baselineNames(arm.spec);
  return names.flatMap((name) => results.arms.find(({ spec }) => spec.name === name) ?? []);
}

/** The first of them, which figures show beside the arm; null where the study names none. */
export function baselineOf(results: ExperimentResults, arm: ArmResults): ArmResults | null {
  return baselinesOf(results, arm)[0] ?? null;
}

/** Test accuracy of the chosen variants over the seeds that both have. */
export function baselineDifference(arm: ArmResults, baseline: ArmResults): PairedDifference {
  return pairsDifference(chosenPairs(arm, baseline));
}

/** "90.7 → 91.6 %": mean test accuracy of the baseline and of the arm over the seeds that both have, with a second decimal where one shows no difference; empty without any. */
export function accuraciesText(arm: ArmResults, baseline: ArmResults): string {
  const pairs = chosenPairs(arm, baseline);
  if (pairs.length === 0) return "";
  const [own, other] = [0, 1].map((side) => mean(pairs.map((pair) => pair[side]!.metrics.test.accuracy)));
  const [from, to] = [percent(other!), percent(own!)];
  if (from !== to || Math.abs(own! - other!) < 1e-12) return `${from} → ${to} %`;
  return `${decimal(100 * other!, 2)} → ${decimal(100 * own!, 2)} %`;
}

/**
 * " On validation the same models differ the other way, by −0.2 points (95 % CI −0.4 to −0.01)."; empty where the interval there
 * holds 0 or lies on the same side. A difference that depends on which samples judge it is none of the models.
 */
export function oppositeText(arm: ArmResults, baseline: ArmResults, test: PairedDifference): string {
  const pairs = chosenPairs(arm, baseline);
  const [own, other] = [0, 1].map((side) => pairs.map((pair) => pair[side]!.metrics.validation.accuracy));
  const validation = pairedDifference(own!, other!);
  const isOpposite = test.mean > 0 ? validation.high < 0 : validation.low > 0;
  if (!isOpposite || !["gain", "loss", "uncorrected"].includes(verdictOf(validation))) return "";
  const { size, interval } = pointsWithInterval(validation);
  return ` On validation the same models differ the other way, by ${size} points (95 % CI ${interval}).`;
}

/** Test accuracy of the first rows less that of the others, over the seeds that both have. */
export function seedDifference(rows: readonly StudentRow[], others: readonly StudentRow[]): PairedDifference {
  return pairsDifference(seedPairs(rows, others));
}

/** The same to the teacher from which the chosen variant learnt. */
export function teacherDifference(results: ExperimentResults, arm: ArmResults): PairedDifference {
  return pairsDifference(teacherPairs(results, arm));
}

/** Test accuracy of the first of each pair less that of the other. */
export function pairsDifference(pairs: readonly SeedPair<WithMetrics, WithMetrics>[]): PairedDifference {
  return pairedDifference(
    pairs.map(([row]) => row.metrics.test.accuracy),
    pairs.map(([, other]) => other.metrics.test.accuracy),
  );
}

/** By the size of the difference, whichever its side. */
export function largestFirst<T extends { readonly difference: PairedDifference }>(
  compared: readonly T[],
): T[] {
  return compared.toSorted((a, b) => Math.abs(b.difference.mean) - Math.abs(a.difference.mean));
}

/** "differences −0.5 to +0.9 points": from the lowest mean to the highest. */
export function rangeText(differences: readonly PairedDifference[]): string {
  const means = differences.map(({ mean }) => mean);
  return `differences ${points(Math.min(...means))} to ${points(Math.max(...means))} points`;
}

export type Verdict = "gain" | "loss" | "none" | "uncorrected" | "few" | "same" | "single" | "missing";

/** A gain or a loss. */
export function isClaim(verdict: Verdict): boolean {
  return verdict === "gain" || verdict === "loss";
}

/** Of what nothing can be said: too few pairs, or no spread between them. */
export const withoutVerdict: readonly Verdict[] = ["few", "same", "single", "missing"];

/** With fewer seeds nothing is called a gain, a loss or neither. */
const fewestSeeds = 5;

/** Of being wrong with any of the claims of one family. */
const level = 0.05;

/**
 * What may be said. `adjustedP` is Holm's over the family of the difference; its own p where it stands alone.
 * `uncorrected`: the interval leaves out 0, but the adjusted p does not pass. `same`: no spread at all, so the seeds
 * are not independent and no test applies.
 */
export function verdictOf(difference: PairedDifference, adjustedP: number = difference.p): Verdict {
  const { n, mean, sd, low, high } = difference;
  if (n === 0) return "missing";
  if (n === 1) return "single";
  if (sd < 1e-12) return "same";
  if (n < fewestSeeds) return "few";
  if (adjustedP < level) return mean > 0 ? "gain" : "loss";
  return low > 0 || high < 0 ? "uncorrected" : "none";
}

/** "+2.4 points (95 % CI 1.1 to 3.7, n = 5 seeds, paired)", or why there is no interval. `of`: what makes it one difference a seed. */
export function differenceText(difference: PairedDifference, of = "paired"): string {
  const { n, mean } = difference;
  const verdict = verdictOf(difference);
  if (verdict === "missing") return "no seed is done in both";
  if (verdict === "single") return `${points(mean)} points (n = 1, so there is no interval)`;
  if (verdict === "same")
    return `${points(mean)} points (the same in each of n = ${n} seeds, so there is no interval)`;
  const { size, interval } = pointsWithInterval(difference);
  const text = `95 % CI ${interval}, n = ${counted(n, "seed")}, ${of}`;
  return `${size} points (${text}${verdict === "few" ? `; fewer than ${fewestSeeds} seeds carry no claim` : ""})`;
}

/** "+2.4 (1.1 to 3.7)" for a table. */
export function differenceCell(difference: PairedDifference): string {
  const { mean } = difference;
  const verdict = verdictOf(difference);
  if (verdict === "missing") return "no pairs";
  if (verdict === "single" || verdict === "same") return `${points(mean)} (no interval)`;
  const { size, interval } = pointsWithInterval(difference);
  return `${size} (${interval})`;
}
