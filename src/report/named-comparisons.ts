// The comparisons that a study names: arms with their baselines, each by its chosen variant.
import { baselineNames } from "../study/baselines.ts";
import { canonicalJson } from "../study/key.ts";
import { baselineDifference, baselinesOf } from "./comparison.ts";
import { escapeMarkdown } from "./markdown.ts";
import type { ArmResults, ExperimentResults, VariantResults } from "./results.ts";
import { type Tested, testedPairs } from "./tested.ts";

export interface Comparison extends Tested {
  readonly arm: ArmResults;
  readonly baseline: ArmResults;
  /** An arm before it whose comparison is of the very same results: both count as one test. */
  readonly sameAs: ArmResults | null;
}

/** Those of `arms`, as one family. */
export function namedComparisons(results: ExperimentResults, arms: readonly ArmResults[]): Comparison[] {
  const compared = arms.flatMap((arm) =>
    baselinesOf(results, arm).map((baseline) => {
      const difference = baselineDifference(arm, baseline);
      return { arm, baseline, difference, pair: identityOf(arm, baseline) };
    }),
  );
  return testedPairs(compared).map(({ pair: _, first, ...comparison }) => ({
    ...comparison,
    sameAs: first.arm === comparison.arm ? null : first.arm,
  }));
}

/** "soft"; where its arm has several baselines "soft against hard". As markdown. */
export function comparisonName({ arm, baseline }: Pick<Comparison, "arm" | "baseline">): string {
  const own = escapeMarkdown(arm.spec.name);
  return baselineNames(arm.spec).length < 2 ? own : `${own} against ${escapeMarkdown(baseline.spec.name)}`;
}

/** Of an arm of which nothing is done, there is no pair yet: only the comparison itself is the same. */
function identityOf(arm: ArmResults, baseline: ArmResults): string {
  return arm.chosen === null
    ? canonicalJson([arm.spec.name, baseline.spec.name])
    : pairOf(arm.chosen, baseline.chosen);
}

/** Equal for two models on both sides that are the very same results, as a pruned tree that nothing was cut from. */
export function pairOf(own: VariantResults | null, other: VariantResults | null): string {
  return canonicalJson([own, other].map(keysOf));
}

/** Of the chosen variant's results, as one text; arms for which it is equal have the very same ones. */
export function chosenKeys({ chosen }: ArmResults): string {
  return keysOf(chosen);
}

function keysOf(variant: VariantResults | null): string {
  return canonicalJson(variant?.everySeed.map(({ key }) => key) ?? []);
}
