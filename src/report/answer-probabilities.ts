// What an arm does to the probabilities, beside its accuracy: negative log likelihood and calibration error.
import { mean } from "../numeric/mean.ts";
import { pairedDifference } from "../numeric/paired-difference.ts";
import type { StudentRow, TestMetrics } from "../results/row.ts";
import { doneComparisons, mostComparisons, pairName, strongestComparison } from "./answer-comparisons.ts";
import { bestArm } from "./best-arm.ts";
import { decimal, sidedDecimal } from "./format.ts";
import type { Comparison } from "./named-comparisons.ts";
import type { ExperimentResults } from "./results.ts";
import { chosenPairs, type SeedPair } from "./seed-pairs.ts";

type Pairs = readonly SeedPair<StudentRow, StudentRow>[];

/** Of the comparisons told one by one; of more those of the best arm, or the one with the strongest baseline; empty without any. */
export function probabilitySentence(results: ExperimentResults): string {
  const texts = toldOf(results, doneComparisons(results)).flatMap(comparisonTexts);
  return texts.length === 0
    ? ""
    : `Probabilities on test at T = 1, whatever T the student learnt at; lower is better, intervals are not corrected for their number: ${texts.join("; ")}.`;
}

function toldOf({ arms }: ExperimentResults, all: readonly Comparison[]): readonly Comparison[] {
  if (all.length <= mostComparisons) return all;
  const ofBest = all.filter(({ arm }) => arm === bestArm(arms));
  if (ofBest.length > 1) return ofBest;
  const strongest = strongestComparison(all);
  return strongest === null ? [] : [strongest];
}

function comparisonTexts(comparison: Comparison): string[] {
  const pairs = chosenPairs(comparison.arm, comparison.baseline);
  if (pairs.length === 0) return [];
  const nll = changeText(pairs, (test) => test.nll);
  return [`${pairName(comparison)}, NLL ${nll}, ECE ${changeText(pairs, (test) => test.ece)}`];
}

/** "0.061 → 0.043 (95 % CI of the difference −0.020 to −0.016)"; without an interval where there is none. */
function changeText(pairs: Pairs, value: (test: TestMetrics) => number): string {
  const [own, other] = [0, 1].map((side) => pairs.map((pair) => value(pair[side]!.metrics.test)));
  const means = `${decimal(mean(other!), 3)} → ${decimal(mean(own!), 3)}`;
  const { sd, low, high } = pairedDifference(own!, other!);
  if (!(sd > 1e-12)) return means;
  return `${means} (95 % CI of the difference ${endText(low)} to ${endText(high)})`;
}

function endText(end: number): string {
  return sidedDecimal(end, 3, 5);
}
