// Differences that one table tests are one family: Holm's correction counts them together.
import { holmAdjusted } from "../numeric/holm.ts";
import type { PairedDifference } from "../numeric/paired-difference.ts";
import { canonicalJson } from "../study/key.ts";
import { uniqueBy } from "../study/unique-by.ts";
import { baselineDifference, baselineOf, differenceText, type Verdict, verdictOf } from "./comparison.ts";
import type { ArmResults, ExperimentResults } from "./results.ts";

export interface Tested {
  readonly difference: PairedDifference;
  /** Holm's, of the paired t test; NaN where nothing can be tested. */
  readonly adjustedP: number;
  readonly verdict: Verdict;
  /** Tests in the family. */
  readonly tests: number;
}

export interface Comparison extends Tested {
  readonly arm: ArmResults;
  readonly baseline: ArmResults;
  /** An arm before it whose comparison is of the very same results: both count as one test. */
  readonly sameAs: ArmResults | null;
}

/** One for each arm that names a baseline: the family of the headline table. Controls have their own. */
export function armComparisons(results: ExperimentResults): Comparison[] {
  return comparisonsOf(
    results,
    results.arms.filter(({ spec }) => !spec.control),
  );
}

/** The family of the table of controls. */
export function controlComparisons(results: ExperimentResults): Comparison[] {
  return comparisonsOf(
    results,
    results.arms.filter(({ spec }) => spec.control),
  );
}

function comparisonsOf(results: ExperimentResults, arms: readonly ArmResults[]): Comparison[] {
  const compared = arms.flatMap((arm) => {
    const baseline = baselineOf(results, arm);
    if (baseline === null) return [];
    const difference = baselineDifference(arm, baseline);
    return [{ arm, baseline, difference, identity: identityOf(arm, baseline) }];
  });
  const family = new Map(
    testedFamily(uniqueBy(compared, ({ identity }) => identity)).map((tested) => [tested.identity, tested]),
  );
  return compared.map(({ arm, baseline, identity }) => {
    const { identity: _, ...tested } = family.get(identity)!;
    return { ...tested, arm, baseline, sameAs: tested.arm === arm ? null : tested.arm };
  });
}

/** The keys of both sides: equal for a pruned tree that nothing was cut from and the unpruned one. */
function identityOf(arm: ArmResults, baseline: ArmResults): string {
  if (arm.chosen === null) return canonicalJson(arm.spec.name);
  return canonicalJson([arm, baseline].map(chosenKeys));
}

/** Of the chosen variant's results, as one text; arms for which it is equal have the very same ones. */
export function chosenKeys({ chosen }: ArmResults): string {
  return canonicalJson(chosen?.everySeed.map(({ key }) => key) ?? []);
}

/** All of `compared` as one family. One pair, or pairs without any spread, are no test. */
export function testedFamily<T extends { readonly difference: PairedDifference }>(
  compared: readonly T[],
): (T & Tested)[] {
  const pValues = compared.map(({ difference }) => (hasTest(difference) ? difference.p : Number.NaN));
  const adjusted = holmAdjusted(pValues);
  const tests = pValues.filter((p) => !Number.isNaN(p)).length;
  return compared.map((one, i) => {
    const adjustedP = adjusted[i]!;
    return { ...one, adjustedP, verdict: verdictOf(one.difference, adjustedP), tests };
  });
}

function hasTest(difference: PairedDifference): boolean {
  return !["missing", "single", "same"].includes(verdictOf(difference));
}

const claims: Readonly<Partial<Record<Verdict, string>>> = {
  gain: "a gain, ",
  loss: "a loss, ",
  none: "no difference found, ",
};

/** "a gain, +2.4 points (95 % CI 1.1 to 3.7, n = 5 seeds, paired)", or why it is none. */
export function findingText({ difference, verdict, tests }: Tested): string {
  const text = `${claims[verdict] ?? ""}${differenceText(difference)}`;
  if (verdict !== "uncorrected") return text;
  return `${text}, an interval without 0, but no claim after Holm's correction over ${tests} comparisons`;
}
