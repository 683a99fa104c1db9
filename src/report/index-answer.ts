// The answer of an experiment in one line, by the rules of the report: the gains and losses at points of the grids; of
// the comparisons with a baseline the largest gain and the largest loss, and how many found no difference. Where
// no comparison can be told it is the accuracy of the arm that validation prefers.
import { groupBy } from "../study/group-by.ts";
import { testAccuracyText } from "./accuracy-text.ts";
import { strongestComparison } from "./answer-comparisons.ts";
import { targetLine } from "./answer-target.ts";
import { bestArm } from "./best-arm.ts";
import { largestFirst, type Verdict } from "./comparison.ts";
import { armComparisons } from "./family.ts";
import { pointsWithInterval } from "./format.ts";
import { controlText } from "./index-controls.ts";
import { pointsText } from "./index-points.ts";
import { choiceOf } from "./models.ts";
import type { Comparison } from "./named-comparisons.ts";
import type { ArmResults, ExperimentResults } from "./results.ts";
import { withVariant } from "./settings.ts";

const longestLine = 200;

/** Plain text. Its part on comparisons tells what was chosen where that fits into some 200 characters. */
export function indexAnswer(results: ExperimentResults): string {
  const atPoints = pointsText(results);
  const compared = fitting(namings.map((naming) => comparisonLine(results, naming)));
  const chosen = atPoints === "" || compared === "" ? compared : `by what validation prefers ${compared}`;
  const target = targetLine(results);
  const best = target === "" ? fitting(namings.map((naming) => bestArmLine(results, naming))) : "";
  const parts = [target, atPoints, chosen || best, controlText(results)];
  return parts.filter((part) => part !== "").join("; ");
}

/** The first that is not too long; else the last. */
function fitting(lines: readonly string[]): string {
  return lines.find(({ length }) => length <= longestLine) ?? lines.at(-1)!;
}

type Naming = (arm: ArmResults) => string;

const namings: readonly Naming[] = [
  ({ spec, chosen }) => withVariant(spec.name, choiceOf(chosen)),
  ({ spec }) => spec.name,
];

/** Empty where no comparison has a finding. */
function comparisonLine(results: ExperimentResults, naming: Naming): string {
  const comparisons = withStrongestBaselines(armComparisons(results).filter(({ sameAs }) => sameAs === null));
  const withVerdict = (wanted: Verdict) => comparisons.filter(({ verdict }) => verdict === wanted);
  const [none, uncorrected] = [withVerdict("none"), withVerdict("uncorrected")];
  const changes = [
    largestText("a gain", withVerdict("gain"), naming),
    largestText("a loss", withVerdict("loss"), naming),
  ];
  const claims = changes.filter((text) => text !== "");
  const noClaim = largestText("no claim, though the interval excludes 0", uncorrected, naming);
  if (claims.length === 0)
    return [strongestText(none, naming), noClaim].filter((text) => text !== "").join("; ");
  const rest = [
    ...(none.length > 0 ? [`no difference found in ${none.length}`] : []),
    ...(uncorrected.length > 0 ? [`no claim in ${uncorrected.length}, though the interval excludes 0`] : []),
  ];
  return [...claims, ...rest].join("; ");
}

/** One for each arm: of several baselines the one that validation prefers. */
function withStrongestBaselines(comparisons: readonly Comparison[]): Comparison[] {
  return groupBy(comparisons, ({ arm }) => arm.spec.name).flatMap((own) => strongestComparison(own) ?? []);
}

/** Of those without a finding the one with the strongest baseline on validation: the largest would be the noisiest. Empty without any. */
function strongestText(comparisons: readonly Comparison[], naming: Naming): string {
  const strongest = strongestComparison(comparisons);
  if (strongest === null) return "";
  const of = comparisons.length === 1 ? "" : `, and in ${comparisons.length - 1} more`;
  return `${largestText("no difference found", [strongest], naming)}${of}`;
}

/** "soft tree against hard tree: a gain, +4.1 (3.5 to 4.7, n = 5), the largest of 3"; empty of nothing. */
function largestText(finding: string, comparisons: readonly Comparison[], naming: Naming): string {
  const [largest] = largestFirst(comparisons);
  if (largest === undefined) return "";
  const { arm, baseline, difference } = largest;
  const { size, interval } = pointsWithInterval(difference);
  const rank = comparisons.length === 1 ? "" : `, the largest of ${comparisons.length}`;
  return `${naming(arm)} against ${naming(baseline)}: ${finding}, ${size} (${interval}, n = ${difference.n})${rank}`;
}

function bestArmLine({ arms }: ExperimentResults, naming: Naming): string {
  const arm = bestArm(arms);
  if (arm === null) return "no arm is done yet (controls do not count)";
  const rank = arms.length === 1 ? "" : ", the best on validation";
  return `${naming(arm)}: ${testAccuracyText(arm.chosen?.rows ?? [])}${rank}`;
}
