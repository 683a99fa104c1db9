// Differences that one table tests are one family: Holm's correction counts them together.
import { holmAdjusted } from "../numeric/holm.ts";
import type { PairedDifference } from "../numeric/paired-difference.ts";
import { uniqueBy } from "../study/unique-by.ts";
import { differenceText, type Verdict, verdictOf } from "./comparison.ts";
import { counted } from "./format.ts";
import { pText } from "./p-value.ts";

export interface Tested {
  readonly difference: PairedDifference;
  /** Holm's, of the paired t test; NaN where nothing can be tested. */
  readonly adjustedP: number;
  readonly verdict: Verdict;
  /** Tests in the family. */
  readonly tests: number;
  /** The pair is in another family as well, and has the larger p of that one. */
  readonly isFromElsewhere: boolean;
}

/** All of `compared` as one family. One pair, or pairs without any spread, are no test. */
export function testedFamily<T extends { readonly difference: PairedDifference }>(
  compared: readonly T[],
): (T & Tested)[] {
  const pValues = compared.map(({ difference }) => (hasTest(difference) ? difference.p : Number.NaN));
  const adjusted = holmAdjusted(pValues);
  const tests = pValues.filter((p) => !Number.isNaN(p)).length;
  return compared.map((one, i) => {
    const adjustedP = adjusted[i]!;
    const verdict = verdictOf(one.difference, adjustedP);
    return { ...one, adjustedP, verdict, tests, isFromElsewhere: false };
  });
}

/** The same where several may be one `pair` of models: it counts once. `first`: the one that was counted. */
export function testedPairs<T extends { readonly pair: string; readonly difference: PairedDifference }>(
  compared: readonly T[],
): (T & Tested & { readonly first: T })[] {
  const family = testedFamily(uniqueBy(compared, ({ pair }) => pair));
  const byPair = new Map(family.map((tested) => [tested.pair, tested]));
  return compared.map((one) => {
    const first = byPair.get(one.pair)!;
    const { adjustedP, verdict, tests, isFromElsewhere } = first;
    return { ...one, adjustedP, verdict, tests, isFromElsewhere, first };
  });
}

/** ", by Holm's correction over 4 tests"; nothing where nothing could be tested. */
export function correctionText(family: readonly Tested[]): string {
  const tests = family[0]?.tests ?? 0;
  return tests === 0 ? "" : `, by Holm's correction over ${counted(tests, "test")}${elsewhereText(family)}`;
}

/** ", or over those of another table where that p is larger": where it is so of one of a family. */
export function elsewhereText(family: readonly Tested[]): string {
  return family.some(({ isFromElsewhere }) => isFromElsewhere)
    ? ", or over those of another table with the same pair where that p is larger"
    : "";
}

function hasTest(difference: PairedDifference): boolean {
  return !["missing", "single", "same"].includes(verdictOf(difference));
}

const claims: Readonly<Partial<Record<Verdict, string>>> = {
  gain: "a gain, ",
  loss: "a loss, ",
  none: "no difference found, ",
};

/** "a gain, +2.4 points (95 % CI 1.1 to 3.7, n = 5 seeds, paired)", or why it is none. */
export function findingText({ difference, verdict, adjustedP, isFromElsewhere }: Tested): string {
  const text = `${claims[verdict] ?? ""}${differenceText(difference)}`;
  if (verdict !== "uncorrected") return text;
  const of = isFromElsewhere ? ` of the table point by point (p ${pText(adjustedP)})` : "";
  return `${text}, which excludes 0, but no claim after Holm's correction${of}`;
}
