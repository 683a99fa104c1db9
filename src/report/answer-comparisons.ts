// What the comparisons of an experiment say: a few each with its interval, many by counting them.
import { mean } from "../numeric/mean.ts";
import { baselineNames } from "../study/baselines.ts";
import { groupBy } from "../study/group-by.ts";
import { bestArm, preferredArm } from "./best-arm.ts";
import { accuraciesText, differenceText, largestFirst, oppositeText } from "./comparison.ts";
import { armComparisons } from "./family.ts";
import { counted, decimal, points } from "./format.ts";
import { escapeMarkdown } from "./markdown.ts";
import { choiceOf } from "./models.ts";
import { named } from "./named.ts";
import { type Comparison, pairName } from "./named-comparisons.ts";
import { publishedGap, publishedRuns } from "./published-gap.ts";
import type { ExperimentResults } from "./results.ts";
import { chosenPairs } from "./seed-pairs.ts";
import { variantText } from "./settings.ts";
import { correctionText, findingText } from "./tested.ts";
import { familyText, toldDifferences } from "./told-differences.ts";
import { verdictCounts } from "./verdict-words.ts";

/** More than these are not told one by one. */
export const mostComparisons = 3;

/** Arms of each baseline, where they are told by it; the others are counted. */
const mostOfBaseline = 4;

/** Names of each verdict; the others are counted. */
const mostNames = 3;

/** At most three, of a line or a few. */
export function comparisonSentences(results: ExperimentResults): string[] {
  const comparisons = doneComparisons(results);
  if (comparisons.length > mostComparisons) return [summary(comparisons)];
  return comparisons.map((comparison) => {
    const gap = publishedGap(comparison);
    const published = gap === "" ? "" : ` The ${gap}. ${publishedRuns}`;
    const notes = `${opposite(comparison)}${choices(comparison)}${epochsNote(comparison)}${published}`;
    return `${pairName(comparison)}: ${accuracies(comparison)}${findingText(comparison)}.${notes}`;
  });
}

/** Those of whose arm something is done; one of the very same results as another is left out. */
export function doneComparisons(results: ExperimentResults): Comparison[] {
  return armComparisons(results).filter(({ arm, sameAs }) => arm.chosen !== null && sameAs === null);
}

function opposite({ arm, baseline, difference }: Comparison): string {
  return oppositeText(arm, baseline, difference);
}

function accuracies({ arm, baseline }: Comparison): string {
  const text = accuraciesText(arm, baseline);
  return text === "" ? "" : `${text}, `;
}

/** " Chosen on validation: T = 2; of the baseline learning rate 0.1."; empty where nothing was. */
function choices({ arm, baseline }: Comparison): string {
  const [own, other] = [arm, baseline].map(({ chosen }) => variantText(choiceOf(chosen)));
  const texts = [own ?? "", other === "" ? "" : `of the baseline ${other}`];
  const told = texts.filter((text) => text !== "").join("; ");
  return told === "" ? "" : ` Chosen on validation: ${escapeMarkdown(told)}.`;
}

/** Early stopping may give both another number of epochs: " Trained for 21.4 epochs, the baseline for 32.0."; empty where they are about equal. */
function epochsNote({ arm, baseline }: Comparison): string {
  const pairs = chosenPairs(arm, baseline);
  if (pairs.length === 0) return "";
  const [own, other] = [0, 1].map((side) => mean(pairs.map((pair) => pair[side]!.curve.length)));
  const areAlike = Math.abs(own! - other!) <= 0.1 * Math.max(own!, other!);
  return areAlike ? "" : ` Trained for ${decimal(own!, 1)} epochs, the baseline for ${decimal(other!, 1)}.`;
}

function summary(comparisons: readonly Comparison[]): string {
  if (comparisons.some(({ arm }) => baselineNames(arm.spec).length > 1)) return byBaseline(comparisons);
  const counts = verdictCounts(
    comparisons.map(({ arm, verdict }) => ({ verdict, name: escapeMarkdown(arm.spec.name) })),
    mostNames,
  );
  const many = `${counted(comparisons.length, "comparison")} with a baseline`;
  const extremes = [...extremeTexts("gain", comparisons), ...extremeTexts("loss", comparisons)];
  return [
    `Of ${many}${correctionText(comparisons)}: ${counts}.`,
    ...(extremes.length > 0 ? extremes : reach(comparisons)),
    ...strongestText(comparisons),
  ].join(" ");
}

/** Where an arm has several baselines: what each of these is worth, and the arms in turn. */
function byBaseline(comparisons: readonly Comparison[]): string {
  const { told, all } = toldDifferences(comparisons, ({ arm }) => escapeMarkdown(arm.spec.name));
  const groups = groupBy(told, ({ comparison }) => comparison.baseline.spec.name).map((group) => {
    const baseline = escapeMarkdown(group[0]!.comparison.baseline.spec.name);
    return `against ${baseline}: ${named(
      group.map(({ text }) => text),
      mostOfBaseline,
    )}`;
  });
  return `${counted(comparisons.length, "comparison")} with a baseline, in points${familyText(comparisons)}: ${groups.join("; ")}${all}.`;
}

/** The largest and the smallest of its kind; "The gain: ..." of a single one. */
function extremeTexts(verdict: "gain" | "loss", comparisons: readonly Comparison[]): string[] {
  const ofKind = largestFirst(comparisons.filter((comparison) => comparison.verdict === verdict));
  const [largest, smallest] = [ofKind[0], ofKind.at(-1)];
  if (largest === undefined || smallest === undefined) return [];
  if (largest === smallest) return [`The ${verdict}: ${comparedText(largest)}.${opposite(largest)}`];
  const notes = `${opposite(largest)}${opposite(smallest)}`;
  const looksAlike = differenceText(largest.difference) === differenceText(smallest.difference);
  const other = looksAlike ? "" : `; the smallest: ${comparedText(smallest)}`;
  return [`The largest ${verdict}: ${comparedText(largest)}${other}.${notes}`];
}

function comparedText(comparison: Comparison): string {
  return `${pairName(comparison)}, ${accuracies(comparison)}${differenceText(comparison.difference)}`;
}

/** Told where there are several baselines. */
function strongestText(comparisons: readonly Comparison[]): string[] {
  const isOneBaseline = new Set(comparisons.map(({ baseline }) => baseline)).size < 2;
  const comparison = strongestComparison(comparisons);
  if (isOneBaseline || comparison === null) return [];
  const finding = `${accuracies(comparison)}${findingText(comparison)}`;
  return [`Against the strongest baseline on validation: ${pairName(comparison)}, ${finding}.`];
}

/** Of the baselines, controls among them, that which validation prefers, with the best arm of what is compared with it; null without any. */
export function strongestComparison(comparisons: readonly Comparison[]): Comparison | null {
  const strongest = preferredArm(comparisons.map(({ baseline }) => baseline));
  const against = comparisons.filter(({ baseline }) => baseline === strongest);
  const best = bestArm(against.map(({ arm }) => arm));
  return against.find(({ arm }) => arm === best) ?? null;
}

/** How large a difference may be that was not found. */
function reach(comparisons: readonly Comparison[]): string[] {
  const intervals = comparisons.flatMap(({ adjustedP, difference }) =>
    Number.isNaN(adjustedP) ? [] : [difference],
  );
  if (intervals.length === 0) return [];
  const low = Math.min(...intervals.map((interval) => interval.low));
  const high = Math.max(...intervals.map((interval) => interval.high));
  return [`All their 95 % intervals lie between ${points(low)} and ${points(high)} points.`];
}
