// What becomes of classes that students never saw: of that their accuracy on all classes says little.
import { mean } from "../numeric/mean.ts";
import { groupBy } from "../study/group-by.ts";
import { decimal, percent } from "./format.ts";
import { leftOutClasses, leftOutCounts, leftOutVariants } from "./left-out-variants.ts";
import { escapeMarkdown } from "./markdown.ts";
import { choiceOf } from "./models.ts";
import { named } from "./named.ts";
import type { ArmResults, ExperimentResults, VariantResults } from "./results.ts";
import { withVariant } from "./settings.ts";

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
      return `Never seen in training (${classes}): test samples of these classes right, and errors on all: ${named(group.map(modelText), mostArms)}.`;
    })
    .join(" ");
}

/** "10-10, as trained 2.8 % right, 1,692.2 errors": means over the seeds. */
function modelText({ arm, variant }: { readonly arm: ArmResults; readonly variant: VariantResults }): string {
  const { rows } = variant;
  const counts = rows.map((row) => leftOutCounts(row, leftOutClasses(variant)));
  const right = percent(mean(counts.map(({ samples, errors }) => 1 - errors / samples)));
  const errors = decimal(mean(rows.map((row) => row.metrics.test.errors)), rows.length === 1 ? 0 : 1);
  return `${escapeMarkdown(withVariant(arm.spec.name, choiceOf(variant)))} ${right} % right, ${errors} errors`;
}
