// What became of a teacher or an arm from A to B, by the rules of the report: nothing is called higher or lower unless
// there are at least 5 pairs and Holm's adjusted p is below 0.05.
import type { PairedDifference } from "../numeric/paired-difference.ts";
import { testAccuracies } from "../report/accuracy-text.ts";
import { pairsDifference, type Verdict } from "../report/comparison.ts";
import { seedPairs } from "../report/seed-pairs.ts";
import { testedFamily } from "../report/tested.ts";
import type { Variant } from "../results/row.ts";
import { canonicalJson } from "../study/key.ts";
import type { ModelPair, ModelRow, ModelSide } from "./model-pairs.ts";

export interface ModelChange {
  readonly experiment: string;
  readonly role: "teacher" | "student";
  readonly name: string;
  readonly a: SideOfChange;
  readonly b: SideOfChange;
  /** Test accuracy of B less that of A, over the seeds that both have. */
  readonly difference: PairedDifference;
  /** Of the paired t test, by Holm over all tests of the list; NaN where nothing is tested. */
  readonly adjustedP: number;
  readonly finding: Finding;
}

export interface SideOfChange {
  readonly variant: Variant;
  /** On test, of each result. */
  readonly accuracies: readonly number[];
}

/** In the order in which they are told. */
export const findings = [
  /** Equal keys and metrics for every seed. */
  "the same results",
  "higher in B",
  "lower in B",
  "no difference found",
  /** Too few pairs, no spread between them, or an interval that excludes 0 and that Holm's correction takes back. */
  "no claim",
] as const;

export type Finding = (typeof findings)[number];

export function modelChanges(pairs: readonly ModelPair[]): ModelChange[] {
  return testedFamily(pairs.map((pair) => ({ ...pair, ...seedChange(pair) }))).map((change) => {
    const { experiment, role, name, a, b, difference, adjustedP, verdict, isSame } = change;
    const finding = isSame ? "the same results" : (findingOf[verdict] ?? "no claim");
    const sides = { a: sideOfChange(a), b: sideOfChange(b) };
    return { experiment, role, name, ...sides, difference, adjustedP, finding };
  });
}

const findingOf: Readonly<Partial<Record<Verdict, Finding>>> = {
  gain: "higher in B",
  loss: "lower in B",
  none: "no difference found",
};

function seedChange({ a, b }: ModelPair) {
  const pairs = seedPairs(b.everySeed, a.everySeed);
  return {
    difference: pairsDifference(pairs),
    isSame: pairs.length > 0 && pairs.every(([one, other]) => isSameResult(one, other)),
  };
}

function isSameResult(a: ModelRow, b: ModelRow): boolean {
  return a.key === b.key && canonicalJson(a.metrics) === canonicalJson(b.metrics);
}

function sideOfChange({ variant, rows }: ModelSide): SideOfChange {
  return { variant, accuracies: testAccuracies(rows) };
}
