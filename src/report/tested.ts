// Differences that one table tests are one family: Holm's correction counts them together.
import { holmAdjusted } from "../numeric/holm.ts";
import type { PairedDifference } from "../numeric/paired-difference.ts";
import { differenceText, type Verdict, verdictOf } from "./comparison.ts";

export interface Tested {
  readonly difference: PairedDifference;
  /** Holm's, of the paired t test; NaN where nothing can be tested. */
  readonly adjustedP: number;
  readonly verdict: Verdict;
  /** Tests in the family. */
  readonly tests: number;
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
    return { ...one, adjustedP, verdict: verdictOf(one.difference, adjustedP), tests };
  });
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
export function findingText({ difference, verdict }: Tested): string {
  const text = `${claims[verdict] ?? ""}${differenceText(difference)}`;
  return verdict === "uncorrected" ? `${text}, which excludes 0, but no claim after Holm's correction` : text;
}
