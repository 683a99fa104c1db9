// What became of a teacher or an arm from A to B, by rule: nothing is called higher or lower unless there are at least
// 5 seeds, the 95 % interval of the paired difference leaves out 0, and Holm's adjusted p is below 0.05.
import { holmAdjusted } from "../numeric/holm.ts";
import { type PairedDifference, pairedDifference } from "../numeric/paired-difference.ts";
import { verdictOf } from "../report/comparison.ts";
import type { StudentRow, TeacherRow, Variant } from "../results/row.ts";
import { canonicalJson } from "../study/key.ts";
import { uniqueBy } from "../study/unique-by.ts";
import type { ModelPair, ModelSide } from "./model-pairs.ts";
import { pairsBy } from "./pairs.ts";

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

/** `the same results`: equal keys and metrics for every seed. `no claim`: too few seeds, or no spread between them. */
export const findings = [
  "the same results",
  "higher in B",
  "lower in B",
  "no difference found",
  "no claim",
] as const;

export type Finding = (typeof findings)[number];

export function modelChanges(pairs: readonly ModelPair[]): ModelChange[] {
  const changes = pairs.map((pair) => ({
    ...pair,
    a: sideOfChange(pair.a),
    b: sideOfChange(pair.b),
    ...seedChange(pair),
  }));
  const adjustedPs = holmAdjusted(changes.map(({ difference }) => testedP(difference)));
  return changes.map(({ isSame, ...change }, i) => {
    const adjustedP = adjustedPs[i]!;
    const finding = isSame ? "the same results" : findingOf(change.difference, adjustedP);
    return { ...change, adjustedP, finding };
  });
}

function sideOfChange({ variant, rows }: ModelSide): SideOfChange {
  return { variant, accuracies: rows.map((row) => row.metrics.test.accuracy) };
}

/** Results that serve several seeds make one pair. */
function seedChange({ a, b }: ModelPair) {
  const ofSeeds = pairsBy<ModelRow>(a.everySeed, b.everySeed, ({ seed }) => String(seed));
  const pairs = uniqueBy(ofSeeds, ([one, other]) => `${one.key} ${other.key}`);
  return {
    difference: pairedDifference(
      pairs.map(([, row]) => row.metrics.test.accuracy),
      pairs.map(([row]) => row.metrics.test.accuracy),
    ),
    isSame: pairs.length > 0 && pairs.every(([one, other]) => isSameResult(one, other)),
  };
}

type ModelRow = StudentRow | TeacherRow;

function isSameResult(a: ModelRow, b: ModelRow): boolean {
  return a.key === b.key && canonicalJson(a.metrics) === canonicalJson(b.metrics);
}

/** Where no claim can be made there is no test either. */
function testedP(difference: PairedDifference): number {
  return ["gain", "loss", "none"].includes(verdictOf(difference)) ? difference.p : Number.NaN;
}

function findingOf(difference: PairedDifference, adjustedP: number): Finding {
  if (Number.isNaN(adjustedP)) return "no claim";
  if (verdictOf(difference) === "none" || adjustedP >= 0.05) return "no difference found";
  return difference.mean > 0 ? "higher in B" : "lower in B";
}
