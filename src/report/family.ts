// What may be said of two models, wherever they are told. The comparisons that a study names, its controls, and each table
// point by point are families of their own; of a pair that is in several the most careful p value holds in all.
import { verdictOf } from "./comparison.ts";
import { type Comparison, namedComparisons, pairOf } from "./named-comparisons.ts";
import { linesOf, type PointLine } from "./point-lines.ts";
import type { ExperimentResults } from "./results.ts";
import type { Tested } from "./tested.ts";

/** One for each arm that names a baseline: the family of the headline table. Controls have their own. */
export function armComparisons(results: ExperimentResults): Comparison[] {
  return comparisonsOf(results, false);
}

/** The family of the table of controls. */
export function controlComparisons(results: ExperimentResults): Comparison[] {
  return comparisonsOf(results, true);
}

/** The tables point by point of which something is done, by arm and axis. */
export function pointLines(results: ExperimentResults): PointLine[] {
  const largest = largestPs(results);
  return linesOf(results).map((line) => ({
    ...line,
    points: line.points.map((point) => withP(point, largest.get(pairOf(point.own, point.other)))),
  }));
}

function comparisonsOf(results: ExperimentResults, areControls: boolean): Comparison[] {
  const largest = largestPs(results);
  return namedOf(results, areControls).map((comparison) =>
    withP(comparison, largest.get(pairIn(comparison))),
  );
}

function namedOf(results: ExperimentResults, areControls: boolean): Comparison[] {
  return namedComparisons(
    results,
    results.arms.filter(({ spec }) => spec.control === areControls),
  );
}

const pairIn = ({ arm, baseline }: Pick<Comparison, "arm" | "baseline">) =>
  pairOf(arm.chosen, baseline.chosen);

/** Of each pair that was tested the largest adjusted p value. */
function largestPs(results: ExperimentResults): ReadonlyMap<string, number> {
  const named = [...namedOf(results, false), ...namedOf(results, true)].map(
    (comparison) => [pairIn(comparison), comparison.adjustedP] as const,
  );
  const atPoints = linesOf(results).flatMap(({ points }) =>
    points.map((point) => [pairOf(point.own, point.other), point.adjustedP] as const),
  );
  const largest = new Map<string, number>();
  for (const [pair, p] of [...named, ...atPoints]) {
    if (!Number.isNaN(p)) largest.set(pair, Math.max(p, largest.get(pair) ?? 0));
  }
  return largest;
}

function withP<T extends Tested>(tested: T, adjustedP: number | undefined): T {
  if (adjustedP === undefined || !(adjustedP > tested.adjustedP)) return tested;
  const verdict = verdictOf(tested.difference, adjustedP);
  return { ...tested, adjustedP, verdict, isFromElsewhere: true };
}
