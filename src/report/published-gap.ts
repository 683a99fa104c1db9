import { mean } from "../numeric/mean.ts";
import type { PairedDifference } from "../numeric/paired-difference.ts";
import { testAccuracies } from "./accuracy-text.ts";
import { verdictOf } from "./comparison.ts";
import { percent, points } from "./format.ts";
import type { Comparison } from "./named-comparisons.ts";

/** "published gap 86.5 → 90.0 is +3.5 points; here ..."; empty unless both have a published figure and one of ours. */
export function publishedGap({ arm, baseline, difference }: Comparison): string {
  const [from, to] = [baseline.spec.reference, arm.spec.reference];
  if (from === undefined || to === undefined || arm.chosen === null || baseline.chosen === null) return "";
  const ours = [baseline.chosen, arm.chosen]
    .map(({ rows }) => percent(mean(testAccuracies(rows))))
    .join(" → ");
  return (
    `published gap ${percent(from)} → ${percent(to)} is ${points(to - from)} points; ` +
    `here ${ours} is ${points(difference.mean)} points${agreement(difference, to - from)}`
  );
}

/** What stands once beside published gaps. */
export const publishedRuns =
  "Published figures are taken as single runs on splits of their own: they have no interval.";

/** Whether the interval holds the published gap, both as they are printed; silent where there is nothing to claim. */
function agreement(difference: PairedDifference, published: number): string {
  if (!["gain", "loss", "none"].includes(verdictOf(difference))) return "";
  const printed = (share: number) => Math.round(share * 1000); // tenths of a point
  const gap = printed(published);
  const isInside = gap >= printed(difference.low) && gap <= printed(difference.high);
  return `, and the published gap lies ${isInside ? "inside" : "outside"} our interval`;
}
