// How test accuracy runs over the temperatures of an arm: numbers, of which no test is claimed.
import { mean } from "../numeric/mean.ts";
import { groupBy } from "../study/group-by.ts";
import { testAccuracies } from "./accuracy-text.ts";
import { chosenOf } from "./chosen-variant.ts";
import { percent } from "./format.ts";
import { escapeMarkdown } from "./markdown.ts";
import { named } from "./named.ts";
import type { ArmResults, ExperimentResults, VariantResults } from "./results.ts";

/** More arms than these are not told. */
const mostArms = 3;

/** Of the arms with several temperatures, controls aside; empty without one. */
export function temperatureSentence({ arms }: ExperimentResults): string {
  const texts = arms.filter(({ spec }) => !spec.control).flatMap(temperaturesText);
  if (texts.length === 0) return "";
  return `Over temperatures, at each the best variant on validation, test accuracy in % (not tested): ${named(texts, mostArms)}.`;
}

/** "soft 90.9 (T = 1), 91.6 (T = 2), 89.8 (T = 20), T = 2 highest on validation" */
function temperaturesText(arm: ArmResults): string[] {
  const best = groupBy(
    arm.variants.filter(({ variant }) => typeof variant.temperature === "number"),
    ({ variant }) => variant.temperature,
  ).flatMap((variants) => chosenOf(variants) ?? []);
  const rising = best.toSorted((a, b) => temperatureOf(a) - temperatureOf(b));
  const highest = chosenOf(rising);
  if (rising.length < 2 || highest === null) return [];
  const run = rising.map(
    (point) => `${percent(mean(testAccuracies(point.rows)))} (T = ${temperatureOf(point)})`,
  );
  return [
    `${escapeMarkdown(arm.spec.name)} ${run.join(", ")}, T = ${temperatureOf(highest)} highest on validation`,
  ];
}

function temperatureOf({ variant }: VariantResults): number {
  return Number(variant.temperature);
}
