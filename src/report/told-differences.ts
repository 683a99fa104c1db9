// Comparisons of one family in a sentence, each with its difference and interval.
import { differenceCell, isClaim, type Verdict } from "./comparison.ts";
import { counted } from "./format.ts";
import type { Comparison } from "./named-comparisons.ts";
import { seedsText } from "./seeds-text.ts";
import { elsewhereText } from "./tested.ts";

export interface ToldDifference {
  readonly comparison: Comparison;
  /** "soft labels +0.8 (−0.7 to 2.2), a gain"; without a verdict where all share it. */
  readonly text: string;
}

/** What is claimed stands first, lest it be among those left out. `all`: the verdict that all share, "; all are gains"; empty where they differ, and of a single one. */
export function toldDifferences(
  comparisons: readonly Comparison[],
  nameOf: (comparison: Comparison) => string,
): { readonly told: readonly ToldDifference[]; readonly all: string } {
  const [first, ...rest] = new Set(comparisons.map(({ verdict }) => verdictWords[verdict]));
  const all = comparisons.length > 1 && rest.length === 0 ? `; ${first!.all}` : "";
  const told = comparisons
    .toSorted((a, b) => Number(isClaim(b.verdict)) - Number(isClaim(a.verdict)))
    .map((comparison) => {
      const verdict = all === "" ? `, ${verdictWords[comparison.verdict].one}` : "";
      return { comparison, text: `${nameOf(comparison)} ${differenceCell(comparison.difference)}${verdict}` };
    });
  return { told, all };
}

/** " (95 % CI, n = 5 seeds, paired; Holm's correction over 8 tests)"; empty where nothing could be tested. */
export function familyText(comparisons: readonly Comparison[]): string {
  const tested = comparisons.filter(({ adjustedP }) => !Number.isNaN(adjustedP));
  if (tested.length === 0) return "";
  return ` (95 % CI, n = ${seedsText(tested.map(({ difference }) => difference.n))}, paired; Holm's correction over ${counted(tested[0]!.tests, "test")}${elsewhereText(tested)})`;
}

const noTest = {
  one: "too few seeds, or no spread, for a claim",
  all: "too few seeds, or no spread, for a claim of any",
};

/** Of one comparison, and once of all. */
const verdictWords: Readonly<Record<Verdict, { readonly one: string; readonly all: string }>> = {
  gain: { one: "a gain", all: "all are gains" },
  loss: { one: "a loss", all: "all are losses" },
  none: { one: "no difference found", all: "none differs by the rules of this report" },
  uncorrected: {
    one: "its interval excludes 0, but no claim after Holm's correction",
    all: "all intervals exclude 0, but none is a claim after Holm's correction",
  },
  few: noTest,
  same: noTest,
  single: noTest,
  missing: noTest,
};
