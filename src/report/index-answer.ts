// The answer of an experiment in one line, by the rules of the report: the gains and losses at points of the grids; of
// the comparisons with a baseline the largest gain and the largest loss, and how many found no difference. Where
// no comparison can be told it is the accuracy of the arm that validation prefers.
import { axisWords } from "../study/axis-words.ts";
import { testAccuracyText } from "./accuracy-text.ts";
import { strongestComparison } from "./answer-comparisons.ts";
import { targetLine } from "./answer-target.ts";
import { bestArm } from "./best-arm.ts";
import { largestFirst, type Verdict } from "./comparison.ts";
import { mustNotGain } from "./control-kind.ts";
import { armComparisons, controlComparisons, pointLines } from "./family.ts";
import { counted, intervalText, points } from "./format.ts";
import { choiceOf } from "./models.ts";
import type { Comparison } from "./named-comparisons.ts";
import type { ArmResults, ExperimentResults } from "./results.ts";
import { axisText, withVariant } from "./settings.ts";

const longestLine = 200;

/** Plain text. Its part on comparisons tells what was chosen where that fits into some 200 characters. */
export function indexAnswer(results: ExperimentResults): string {
  const atPoints = pointsText(results);
  const compared = fitting(namings.map((naming) => comparisonLine(results, naming) ?? ""));
  const chosen = atPoints === "" || compared === "" ? compared : `by what validation prefers ${compared}`;
  const target = targetLine(results);
  const best = chosen || target || fitting(namings.map((naming) => bestArmLine(results, naming)));
  const doubt = isDoubtful(results) ? "but a control that must not gain does" : "";
  const parts = [target, atPoints, best === target ? "" : best, doubt];
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

/** null where no comparison has a finding. */
function comparisonLine(results: ExperimentResults, naming: Naming): string | null {
  const comparisons = armComparisons(results).filter(({ sameAs }) => sameAs === null);
  const withVerdict = (wanted: Verdict) => comparisons.filter(({ verdict }) => verdict === wanted);
  const [gains, losses, none] = [withVerdict("gain"), withVerdict("loss"), withVerdict("none")];
  const changes = [largestText("a gain", gains, naming), largestText("a loss", losses, naming)];
  const told = changes.filter((text) => text !== "");
  if (told.length === 0) return preferredText(none, naming);
  if (none.length > 0) told.push(`no difference found in ${none.length}`);
  return told.join("; ");
}

/** Of those without a finding the one of the arm that validation prefers: the largest would be the noisiest. null without any. */
function preferredText(comparisons: readonly Comparison[], naming: Naming): string | null {
  const preferred = strongestComparison(comparisons);
  if (preferred === null) return null;
  const of = comparisons.length === 1 ? "" : `, and in ${comparisons.length - 1} more`;
  return `${largestText("no difference found", [preferred], naming)}${of}`;
}

/** "soft tree against hard tree: a gain, +4.1 (3.5 to 4.7, n = 5), the largest of 3"; empty of nothing. */
function largestText(finding: string, comparisons: readonly Comparison[], naming: Naming): string {
  const [largest] = largestFirst(comparisons);
  if (largest === undefined) return "";
  const { arm, baseline, difference } = largest;
  const { n, mean } = difference;
  const interval = `${intervalText(difference)}, n = ${n}`;
  const rank = comparisons.length === 1 ? "" : `, the largest of ${comparisons.length}`;
  return `${naming(arm)} against ${naming(baseline)}: ${finding}, ${points(mean)} (${interval})${rank}`;
}

/** "at 10 points of train fraction 4 gains, the largest +4.9 (soft labels, 1 % of the rows), no loss"; empty where no point was tested. */
function pointsText(results: ExperimentResults): string {
  const tested = pointLines(results)
    .filter(({ arm }) => !arm.spec.control)
    .flatMap(({ arm, axis, points }) => points.map((point) => ({ ...point, arm, axis })))
    .filter(({ tests, verdict }) => tests > 0 && verdict !== "missing");
  if (tested.length === 0) return "";
  const count = (wanted: Verdict, one: string, many: string) => {
    const found = tested.filter(({ verdict }) => verdict === wanted);
    const [largest] = largestFirst(found);
    if (largest === undefined) return `no ${one}`;
    const { arm, axis, value, difference } = largest;
    const at = `${points(difference.mean)} (${arm.spec.name}, ${axisText(axis, value)})`;
    return found.length === 1 ? `1 ${one}, ${at}` : `${found.length} ${many}, the largest ${at}`;
  };
  const axes = [...new Set(tested.map(({ axis }) => axisWords(axis)))].join(", ");
  const place = `at ${counted(tested.length, "point")} of ${axes}`;
  return `${place} ${count("gain", "gain", "gains")}, ${count("loss", "loss", "losses")}`;
}

function bestArmLine({ arms }: ExperimentResults, naming: Naming): string {
  const arm = bestArm(arms);
  if (arm === null) return "no arm is done yet (controls do not count)";
  const rank = arms.length === 1 ? "" : ", the best on validation";
  return `${naming(arm)}: ${testAccuracyText(arm.chosen?.rows ?? [])}${rank}`;
}

function isDoubtful(results: ExperimentResults): boolean {
  return controlComparisons(results).some(
    ({ arm, verdict }) => verdict === "gain" && mustNotGain(results, arm),
  );
}
