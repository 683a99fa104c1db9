// How test accuracy runs over the temperatures of an arm, each tested against the lowest: one family an arm.
import { groupBy } from "../study/group-by.ts";
import { testAccuracies } from "./accuracy-text.ts";
import { chosenOf } from "./chosen-variant.ts";
import { isClaim, seedDifference, type Verdict, withoutVerdict } from "./comparison.ts";
import { percentSpread } from "./format.ts";
import { escapeMarkdown } from "./markdown.ts";
import { named } from "./named.ts";
import { pairOf } from "./named-comparisons.ts";
import type { ArmResults, ExperimentResults, VariantResults } from "./results.ts";
import { seedsText } from "./seeds-text.ts";
import { type Tested, testedPairs } from "./tested.ts";

/** More arms than these are not told. */
const mostArms = 3;

/** Of the arms with several temperatures, controls aside; empty without one. */
export function temperatureSentence({ arms }: ExperimentResults): string {
  const lines = arms.filter(({ spec }) => !spec.control).flatMap(temperatureLine);
  if (lines.length === 0) return "";
  const tested = lines.flatMap(({ others }) => others.filter(isTested));
  const tests =
    tested.length === 0
      ? " (not tested)"
      : `, each tested against the lowest by Holm's correction (n = ${seedsText(tested.map(({ difference }) => difference.n))}, paired)`;
  const texts = lines.map((line) => lineText(line, tested.length > 0));
  return `Over temperatures, at each the best variant on validation, test accuracy in %, mean ± sd${tests}: ${named(texts, mostArms)}.`;
}

interface TemperatureLine {
  readonly arm: ArmResults;
  readonly lowest: VariantResults;
  /** The higher temperatures, rising, each against the lowest. */
  readonly others: readonly (Tested & { readonly point: VariantResults })[];
  readonly highestOnValidation: VariantResults;
}

function temperatureLine(arm: ArmResults): TemperatureLine[] {
  const best = groupBy(
    arm.variants.filter(({ variant }) => typeof variant.temperature === "number"),
    ({ variant }) => variant.temperature,
  ).flatMap((variants) => chosenOf(variants) ?? []);
  const [lowest, ...higher] = best.toSorted((a, b) => temperatureOf(a) - temperatureOf(b));
  if (lowest === undefined || higher.length === 0) return [];
  const highestOnValidation = chosenOf([lowest, ...higher]) ?? lowest;
  return [{ arm, lowest, others: testedAgainst(lowest, higher), highestOnValidation }];
}

/** Points of the very same results, as at alpha = 0 whatever the temperature, count as one test. */
function testedAgainst(lowest: VariantResults, higher: readonly VariantResults[]) {
  const compared = higher.map((point) => ({
    point,
    pair: pairOf(point, lowest),
    difference: seedDifference(point.everySeed, lowest.everySeed),
  }));
  return testedPairs(compared);
}

/** "soft 90.9 (T = 1), 91.6 (T = 2, a gain), 89.8 (T = 20, a loss), T = 2 highest on validation" */
function lineText({ arm, lowest, others, highestOnValidation }: TemperatureLine, someTested: boolean) {
  const areTested = others.some(isTested);
  const points = [
    pointText(lowest, ""),
    ...others.map((other) => pointText(other.point, markOf(other, areTested))),
  ];
  const name = `${escapeMarkdown(arm.spec.name)}${someTested && !areTested ? " (not tested)" : ""}`;
  const highest = `T = ${temperatureOf(highestOnValidation)} highest on validation`;
  return `${name} ${points.join(", ")}, ${highest}${noClaimText(others, lowest)}`;
}

function pointText(point: VariantResults, mark: string): string {
  return `${percentSpread(testAccuracies(point.rows))} (T = ${temperatureOf(point)}${mark})`;
}

const claims: Readonly<Partial<Record<Verdict, string>>> = { gain: ", a gain", loss: ", a loss" };

/** Of a gain, of a loss, and of what has no test among others that have one. */
function markOf(other: Tested, areTested: boolean): string {
  if (other.verdict === "same" && Math.abs(other.difference.mean) < 1e-12) return ", the same in every seed";
  if (!isTested(other)) return areTested ? ", not tested" : "";
  return claims[other.verdict] ?? "";
}

/** Empty where there is a gain or a loss, or no test. */
function noClaimText(others: TemperatureLine["others"], lowest: VariantResults): string {
  const verdicts = others.filter(isTested).map(({ verdict }) => verdict);
  if (verdicts.length === 0 || verdicts.some(isClaim)) return "";
  const to = `T = ${temperatureOf(lowest)}`;
  if (verdicts.includes("uncorrected")) return `, no difference from ${to} holds after the correction`;
  return `, no difference found between ${others.length === 1 ? "the two" : `any of them and ${to}`}`;
}

function isTested({ verdict }: Tested): boolean {
  return !withoutVerdict.includes(verdict);
}

function temperatureOf({ variant }: VariantResults): number {
  return Number(variant.temperature);
}
