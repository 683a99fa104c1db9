// The answer of an experiment in one line, by rule: of the comparisons that the study names, the largest gain, the
// largest loss, and in how many no difference was found. Controls take no part. Where no comparison can be claimed it is
// the accuracy of the arm that validation prefers.
import type { PairedDifference } from "../numeric/paired-difference.ts";
import { bestArm } from "./best-arm.ts";
import { baselineDifference, baselineOf, differenceCell, verdictOf } from "./comparison.ts";
import { counted, percentSpread } from "./format.ts";
import type { ExperimentResults } from "./results.ts";
import { variantText } from "./settings.ts";

const longestLine = 200;
const shortName = 30;

/** Plain text; names are cut where it would be longer than 200 characters. */
export function indexAnswer(results: ExperimentResults): string {
  const comparisons = comparisonsOf(results);
  const line = (nameLength: number) =>
    comparisonLine(comparisons, nameLength) ?? bestArmLine(results, nameLength);
  const whole = line(Number.POSITIVE_INFINITY);
  return whole.length <= longestLine ? whole : line(shortName);
}

interface NamedComparison {
  readonly arm: string;
  readonly baseline: string;
  readonly difference: PairedDifference;
}

function comparisonsOf(results: ExperimentResults): NamedComparison[] {
  return results.arms.flatMap((arm) => {
    const baseline = baselineOf(results, arm);
    if (baseline === null || arm.spec.control) return [];
    const difference = baselineDifference(arm, baseline);
    return [{ arm: arm.spec.name, baseline: baseline.spec.name, difference }];
  });
}

/** null where none of them can be claimed. */
function comparisonLine(comparisons: readonly NamedComparison[], nameLength: number): string | null {
  const withVerdict = (verdict: string) =>
    comparisons.filter(({ difference }) => verdictOf(difference) === verdict);
  const [gains, losses, none] = [withVerdict("gain"), withVerdict("loss"), withVerdict("none")];
  const claimed = [
    ...(gains.length > 0 ? [largestText("gain", gains, nameLength)] : []),
    ...(losses.length > 0 ? [largestText("loss", losses, nameLength)] : []),
  ];
  if (claimed.length + none.length === 0) return null;
  if (claimed.length === 0) return largestText("no difference found", none, nameLength);
  if (none.length > 0) claimed.push(`no difference found in ${none.length}`);
  return claimed.join("; ");
}

/** "gain +3.0 (1.8 to 4.2, n = 5): soft labels against hard labels"; of several "largest of 4, gain +3.0 ..." */
function largestText(what: string, comparisons: readonly NamedComparison[], nameLength: number): string {
  const size = ({ difference }: NamedComparison) => Math.abs(difference.mean);
  const { arm, baseline, difference } = comparisons.reduce((a, b) => (size(b) > size(a) ? b : a));
  ...
}
