// What an arm does to the probabilities, beside its accuracy: negative log likelihood and calibration error.
import { axisWords } from "../study/axis-words.ts";
import { doneComparisons, mostComparisons, strongestComparison } from "./answer-comparisons.ts";
import { bestArm } from "./best-arm.ts";
import { pointLines } from "./family.ts";
import { named } from "./named.ts";
import { type Comparison, pairName } from "./named-comparisons.ts";
import type { PointLine } from "./point-lines.ts";
import { valueText } from "./point-table.ts";
import { probabilityCell, probabilityChange } from "./probability-change.ts";
import type { ExperimentResults } from "./results.ts";
import { chosenPairs, seedPairs } from "./seed-pairs.ts";

/** More lines point by point are not told. */
const mostLines = 4;

/** Of the comparisons told one by one; of more those of the best arm, or the one with the strongest baseline; empty without any. */
export function probabilitySentence(results: ExperimentResults): string {
  const texts = toldOf(results, doneComparisons(results)).flatMap(comparisonTexts);
  if (texts.length === 0) return "";
  return (
    "Probabilities on test at T = 1, whatever T the student learnt at; lower is better, intervals are not corrected for their number: " +
    `${texts.join("; ")}.${pointsSentence(results)}`
  );
}

/** " At the ends of a line: soft against hard, by epochs, NLL ... at 1, ... at 40."; empty without a line. */
function pointsSentence(results: ExperimentResults): string {
  const lines = pointLines(results).filter(({ arm, points }) => !arm.spec.control && points.length > 1);
  const texts = lines.map(({ axis, points, ...line }) => {
    const ends = `${endText(points[0]!)}, ${endText(points.at(-1)!)}`;
    return `${pairName(line)}, by ${axisWords(axis)}, NLL ${ends}`;
  });
  return texts.length === 0
    ? ""
    : ` At the ends of what is compared point by point (in brackets the 95 % CI of the difference): ${named(texts, mostLines)}.`;
}

function endText({ value, own, other }: PointLine["points"][number]): string {
  return `${probabilityCell(seedPairs(own.everySeed, other.everySeed), "nll")} at ${valueText(value)}`;
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
  const [nll, ece] = [probabilityChange(pairs, "nll"), probabilityChange(pairs, "ece")];
  return [`${pairName(comparison)}, NLL ${nll}, ECE ${ece}`];
}
