// Of an experiment that looks for the settings of a published accuracy: which come nearest to it on validation.
import type { StudentRow } from "../results/row.ts";
import { testAccuracyText } from "./accuracy-text.ts";
import { byPreference } from "./chosen-variant.ts";
import { percent, spread } from "./format.ts";
import { escapeMarkdown } from "./markdown.ts";
import { choiceOf } from "./models.ts";
import { named } from "./named.ts";
import type { ExperimentResults } from "./results.ts";
import { withVariant } from "./settings.ts";

/** How many of the nearest are told. */
const mostSettings = 3;

export interface NearSetting {
  /** "plain SGD (learning rate 0.02, 3 epochs)" */
  readonly name: string;
  readonly rows: readonly StudentRow[];
}

/** Of all points of all arms, controls aside, by the rule that chooses a variant: the nearest first. */
export function nearestSettings({ arms }: ExperimentResults): NearSetting[] {
  const points = arms
    .filter(({ spec }) => !spec.control)
    .flatMap(({ spec, variants }) =>
      variants.map((variant) => ({ ...variant, name: withVariant(spec.name, choiceOf(variant)) })),
    );
  return byPreference(points);
}

/** Empty without a target, and where nothing is done. */
export function targetSentence(results: ExperimentResults): string {
  const { targetAccuracy } = results.experiment;
  const settings = nearestSettings(results);
  const [nearest, ...others] = settings;
  if (targetAccuracy === undefined || nearest === undefined) return "";
  const rest = others
    .slice(0, mostSettings - 1)
    .map((one) => `${escapeMarkdown(one.name)} ${validationText(one)}`);
  const next = rest.length === 0 ? "" : ` Next: ${named(rest, mostSettings)}.`;
  return (
    `Looked for is a mean validation accuracy of ${percent(targetAccuracy)} %, and what comes nearest to it is what is chosen on validation here, ` +
    `and called the best there. Of ${settings.length} settings: ${escapeMarkdown(nearest.name)}, ${validationText(nearest)} on validation, ` +
    `${testAccuracyText(nearest.rows)}.${next}`
  );
}

/** "nearest to 86.3 % on validation: plain SGD (learning rate 0.02, 3 epochs), 86.33 ± 1.05 % there, 86.7 ± 0.9 % on test (n = 5)"; as plain text. */
export function targetLine(results: ExperimentResults): string {
  const { targetAccuracy } = results.experiment;
  const [nearest] = nearestSettings(results);
  if (targetAccuracy === undefined || nearest === undefined) return "";
  return `nearest to ${percent(targetAccuracy)} % on validation: ${nearest.name}, ${validationText(nearest)} there, ${testAccuracyText(nearest.rows)}`;
}

/** Two decimals: settings that are about as near are told apart. */
function validationText({ rows }: NearSetting): string {
  return `${spread(
    rows.map((row) => 100 * row.metrics.validation.accuracy),
    2,
  )} %`;
}
