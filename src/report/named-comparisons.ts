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

type ComparedArms = Pick<Comparison, "arm" | "baseline">;

/** "soft against hard", as markdown. */
export function pairName({ arm, baseline }: ComparedArms): string {
  return [arm, baseline].map(({ spec }) => escapeMarkdown(spec.name)).join(" against ");
}

/** The arm alone, unless it has several baselines. */
export function comparisonName(compared: ComparedArms): string {
  const { spec } = compared.arm;
  return baselineNames(spec).length < 2 ? escapeMarkdown(spec.name) : pairName(compared);
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
