// How students that never saw some classes do on each class.
import { mean } from "../../numeric/mean.ts";
import type { StudentRow } from "../../results/row.ts";
import { baselineOf } from "../comparison.ts";
import type { ArmResults, ExperimentResults } from "../results.ts";
import { axisText } from "../settings.ts";
import { type Band, bandOf } from "./band.ts";
import { chosenSlice } from "./chosen-slice.ts";

export interface LeftOutClasses {
  readonly name: string;
  readonly leftOut: readonly number[];
  /** What was added to the biases of these classes: mean over the seeds; null where nothing was to be. */
  readonly bias: number | null;
  readonly seeds: number;
  /** Of each class: the share of its test samples that are right. */
  readonly classes: readonly Band[];
  readonly baseline: { readonly name: string; readonly classes: readonly Band[] } | null;
}

/** Of every arm that leaves out classes. */
export function leftOutClasses(results: ExperimentResults): LeftOutClasses[] {
  return results.arms.flatMap((arm) => ofArm(results, arm));
}

/** One for each list of left-out classes in the arm's grid, other axes at their chosen values. */
function ofArm(results: ExperimentResults, arm: ArmResults): LeftOutClasses[] {
  const baseline = baselineOf(results, arm);
  const ofBaseline = baseline?.chosen?.rows ?? [];
  return chosenSlice(arm, ["leftOutClasses"]).flatMap(({ variant, rows }) => {
    const leftOut = rows[0]?.spec.leftOutClasses ?? [];
    if (leftOut.length === 0) return [];
    const biases = rows.flatMap(({ leftOutBias }) => leftOutBias ?? []);
    return {
      name:
        "leftOutClasses" in variant
          ? `${arm.spec.name}, ${axisText("leftOutClasses", leftOut)}`
          : arm.spec.name,
      leftOut,
      bias: biases.length === 0 ? null : mean(biases),
      seeds: rows.length,
      classes: classBands(rows),
      baseline:
        baseline === null || ofBaseline.length === 0
          ? null
          : { name: baseline.spec.name, classes: classBands(ofBaseline) },
    };
  });
}

function classBands(rows: readonly StudentRow[]): Band[] {
  const shares = rows.map((row) => row.metrics.test.confusion.map(shareRight));
  return (shares[0] ?? []).map((_, label) => bandOf(shares.map((ofRow) => ofRow[label] ?? 0)));
}

/** 0 of a class without test samples. */
function shareRight(counts: readonly number[], label: number): number {
  const samples = counts.reduce((sum, count) => sum + count, 0);
  return samples === 0 ? 0 : counts[label]! / samples;
}
