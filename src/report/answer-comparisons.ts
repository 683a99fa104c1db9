// What the comparisons of an experiment say: a few each with its interval, many by counting them.
import { differenceText } from "./comparison.ts";
import { armComparisons, type Comparison, findingText } from "./family.ts";
import { counted, points, unsignedPoints } from "./format.ts";
import { escapeMarkdown } from "./markdown.ts";
import { armName } from "./models.ts";
import { publishedGap } from "./published-gap.ts";
import type { ExperimentResults } from "./results.ts";
import { verdictCounts } from "./verdict-words.ts";

/** More than these are not told one by one. */
export const mostComparisons = 2;

/** Names of each verdict; the others are counted. */
const mostNames = 3;

/** At most three sentences. */
export function comparisonSentences(results: ExperimentResults): string[] {
  const comparisons = doneComparisons(results);
  if (comparisons.length > mostComparisons) return summary(comparisons);
  return comparisons.map((comparison) => {
    const gap = publishedGap(comparison);
    return `${pairName(comparison)}: ${findingText(comparison)}.${gap === "" ? "" : ` The ${gap}.`}`;
  });
}

/** Those of whose arm something is done. */
export function doneComparisons(results: ExperimentResults): Comparison[] {
  return armComparisons(results).filter(({ arm }) => arm.chosen !== null);
}

function pairName({ arm, baseline }: Comparison): string {
  return `${armName(arm)} against ${armName(baseline)}`;
}

function summary(comparisons: readonly Comparison[]): string[] {
  const tests = comparisons[0]?.tests ?? 0;
  const counts = verdictCounts(
    comparisons.map(({ arm, verdict }) => ({ verdict, name: escapeMarkdown(arm.spec.name) })),
    mostNames,
  );
  const many = `${counted(comparisons.length, "comparison")} with a baseline`;
  const largest = [
    largestText("gain", comparisons, (a, b) => b - a),
    largestText("loss", comparisons, (a, b) => a - b),
  ].filter((sentence) => sentence !== "");
  return [
    `Of ${many}, by Holm's correction over ${counted(tests, "test")}: ${counts}.`,
    ...(largest.length > 0 ? largest : reach(comparisons)),
  ];
}

/** "The largest gain: ..."; empty where there is none. */
function largestText(
  verdict: "gain" | "loss",
  comparisons: readonly Comparison[],
  order: (mean: number, other: number) => number,
): string {
  const [largest, ...others] = comparisons
    .filter((comparison) => comparison.verdict === verdict)
    .toSorted((a, b) => order(a.difference.mean, b.difference.mean));
  if (largest === undefined) return "";
  const rank = others.length === 0 ? "" : "largest ";
  return `The ${rank}${verdict}: ${pairName(largest)}, ${differenceText(largest.difference)}.`;
}

/** How large a difference may be that was not found. */
function reach(comparisons: readonly Comparison[]): string[] {
  const intervals = comparisons.flatMap(({ adjustedP, difference }) =>
    Number.isNaN(adjustedP) ? [] : [difference],
  );
  if (intervals.length === 0) return [];
  const low = Math.min(...intervals.map((interval) => interval.low));
  const high = Math.max(...intervals.map((interval) => interval.high));
  return [`All their 95 % intervals lie between ${unsignedPoints(low)} and ${points(high)} points.`];
}
