// What becomes of classes that students never saw: of that their accuracy on all classes says little.
import { mean } from "../numeric/mean.ts";
import { type PairedDifference, pairedDifference } from "../numeric/paired-difference.ts";
import type { StudentRow } from "../results/row.ts";
import { baselineNames } from "../study/baselines.ts";
import { groupBy } from "../study/group-by.ts";
import { differenceText, largestFirst } from "./comparison.ts";
import { decimal, percent } from "./format.ts";
import { leftOutClasses, leftOutCounts, leftOutVariants, rightShare } from "./left-out-variants.ts";
import { escapeMarkdown } from "./markdown.ts";
import { choiceOf } from "./models.ts";
import { named } from "./named.ts";
import type { ArmResults, ExperimentResults, VariantResults } from "./results.ts";
import { seedPairs } from "./seed-pairs.ts";
import { withVariant } from "./settings.ts";

/** An arm and its best variant of those that leave out one set of classes. */
interface Model {
  readonly arm: ArmResults;
  readonly variant: VariantResults;
}

/** Of each set of classes more arms than these are not told. */
const mostArms = 6;

/** Controls aside; empty where no arm leaves a class out. */
export function leftOutSentence({ arms }: ExperimentResults): string {
  const models = arms
    .filter(({ spec }) => !spec.control)
    .flatMap((arm) => leftOutVariants(arm).map((variant) => ({ arm, variant })));
  return groupBy(models, ({ variant }) => leftOutClasses(variant).join())
    .map((group) => {
      const classes = leftOutClasses(group[0]!.variant).join(", ");
      return `Never seen in training (${classes}): test samples of these classes right, those of the other classes, and errors on all: ${named(group.map(modelText), mostArms)}.${largestDifferenceText(group)}`;
    })
    .join(" ");
}

/** "10-10, as trained 2.8 % right, others 92.1 %, 1,692.2 errors": means over the seeds. */
function modelText({ arm, variant }: Model): string {
  const { rows } = variant;
  const counts = rows.map((row) => leftOutCounts(row, leftOutClasses(variant)));
  const [right, others] = [counts, counts.map((count) => count.others)].map((of) =>
    percent(mean(of.map(rightShare))),
  );
  const errors = decimal(mean(rows.map((row) => row.metrics.test.errors)), rows.length === 1 ? 0 : 1);
  return `${nameOf({ arm, variant })} ${right} % right, others ${others} %, ${errors} errors`;
}

/** Of models of the same classes those with their baselines among them, and of these the largest; empty without any. */
function largestDifferenceText(group: readonly Model[]): string {
  const compared = group
    .flatMap((model) =>
      baselineNames(model.arm.spec)
        .flatMap((name) => group.filter(({ arm }) => arm.spec.name === name))
        .map((baseline) => ({ model, baseline, difference: differenceOnLeftOut(model, baseline) })),
    )
    // Not a number without a pair, and where test has no sample of these classes.
    .filter(({ difference }) => !Number.isNaN(difference.mean));
  const [largest] = largestFirst(compared);
  if (largest === undefined) return "";
  const which = compared.length === 1 ? "Difference" : `Largest of ${compared.length} differences`;
  const pair = `${nameOf(largest.model)} against ${nameOf(largest.baseline)}`;
  return ` ${which} on these classes: ${pair}, ${differenceText(largest.difference)}.`;
}

/** Of the share of the samples of these classes that is right, seed by seed. */
function differenceOnLeftOut({ variant }: Model, baseline: Model): PairedDifference {
  const pairs = seedPairs(variant.everySeed, baseline.variant.everySeed);
  const [own, other] = [0, 1].map((side) =>
    rightShares(
      pairs.map((pair) => pair[side]!),
      leftOutClasses(variant),
    ),
  );
  return pairedDifference(own!, other!);
}

function rightShares(rows: readonly StudentRow[], classes: readonly number[]): number[] {
  return rows.map((row) => rightShare(leftOutCounts(row, classes)));
}

function nameOf({ arm, variant }: Model): string {
  return escapeMarkdown(withVariant(arm.spec.name, choiceOf(variant)));
}
