// The answer of an experiment in one line, by the rules of the report: the gains and losses at points of the grids; of
// the comparisons with a baseline the largest gain and the largest loss, and how many found no difference. Where
// no comparison can be told it is the accuracy of the arm that validation prefers.
import { axisWords } from "../study/axis-words.ts";
import { testAccuracyText } from "./accuracy-text.ts";
import { bestArm } from "./best-arm.ts";
import { largestFirst, type Verdict } from "./comparison.ts";
import { mustNotGain } from "./control-kind.ts";
import { armComparisons, type Comparison, controlComparisons } from "./family.ts";
import { counted, points, unsignedPoints } from "./format.ts";
import { choiceOf } from "./models.ts";
import { pointLines } from "./point-lines.ts";
import type { ArmResults, ExperimentResults } from "./results.ts";
import { axisText, withVariant } from "./settings.ts";

const longestLine = 200;

/** Plain text. Its part on comparisons has some 200 characters at most: with the fullest names that fit. */
export function indexAnswer(results: ExperimentResults): string {
  const lines = namings.map((naming) => comparisonLine(results, naming) ?? bestArmLine(results, naming));
  const line = lines.find(({ length }) => length <= longestLine) ?? lines.at(-1)!;
  const atPoints = pointsText(results);
  const best = atPoints === "" ? line : `at the best point of each on validation ${line}`;
  const doubt = isDoubtful(results) ? "but a control that must not gain does" : "";
  return [atPoints, best, doubt].filter((part) => part !== "").join("; ");
}

type Naming = (arm: ArmResults) => string;

const namings: readonly Naming[] = [
  ({ spec, chosen }) => withVariant(spec.name, choiceOf(chosen)),
  ({ spec }) => spec.name,
  ({ spec }) => (spec.name.length <= 25 ? spec.name : `${spec.name.slice(0, 24)}…`),
];

/** null where no comparison has a finding. */
function comparisonLine(results: ExperimentResults, naming: Naming): string | null {
  const comparisons = armComparisons(results).filter(({ sameAs }) => sameAs === null);
  const withVerdict = (wanted: Verdict) => comparisons.filter(({ verdict }) => verdict === wanted);
  const [gains, losses, none] = [withVerdict("gain"), withVerdict("loss"), withVerdict("none")];
  const changes = [largestText("a gain", gains, naming), largestText("a loss", losses, naming)];
  const told = changes.filter((text) => text !== "");
  if (told.length === 0) return largestText("no difference found", none, naming) || null;
  if (none.length > 0) told.push(`no difference found in ${none.length}`);
  return told.join("; ");
}

/** "soft tree against hard tree: a gain, +4.1 (3.5 to 4.7, n = 5), the largest of 3"; empty of nothing. */
function largestText(finding: string, comparisons: readonly Comparison[], naming: Naming): string {
  const [largest] = largestFirst(comparisons);
  if (largest === undefined) return "";
  const { arm, baseline, difference } = largest;
  const { n, mean, low, high } = difference;
  const interval = `${unsignedPoints(low)} to ${unsignedPoints(high)}, n = ${n}`;
  const rank = comparisons.length === 1 ? "" : `, the largest of ${comparisons.length}`;
  return `${naming(arm)} against ${naming(baseline)}: ${finding}, ${points(mean)} (${interval})${rank}`;
}

/** "at 10 points of train fraction 4 gains, the largest +4.9 (1 % of the rows), no loss"; empty where no point was tested. */
function pointsText(results: ExperimentResults): string {
  const tested = pointLines(results)
    .filter(({ arm }) => !arm.spec.control)
    .flatMap(({ axis, points }) => points.map((point) => ({ ...point, axis })))
    .filter(({ tests, verdict }) => tests > 0 && verdict !== "missing");
  if (tested.length === 0) return "";
  const count = (wanted: Verdict, one: string, many: string) => {
    const found = tested.filter(({ verdict }) => verdict === wanted);
    const [largest] = largestFirst(found);
    if (largest === undefined) return `no ${one}`;
    const { axis, value, difference } = largest;
    const at = `${points(difference.mean)} (${axisText(axis, value)})`;
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
