// An arm and its baseline value by value, along each axis that both have.
import type { AxisName, AxisValue } from "../study/grid.ts";
import { canonicalJson } from "../study/key.ts";
import { chosenOf } from "./chosen-variant.ts";
import { baselinesOf, seedDifference } from "./comparison.ts";
import { pairOf } from "./named-comparisons.ts";
import { pointValue, sharedAxes, valuesOf } from "./point-values.ts";
import type { ArmResults, ExperimentResults, VariantResults } from "./results.ts";
import { type Tested, testedFamily } from "./tested.ts";

export interface PointLine {
  readonly arm: ArmResults;
  readonly baseline: ArmResults;
  readonly axis: AxisName;
  /** One family. */
  readonly points: readonly Point[];
}

/** At one value of the axis: of the arm and of its baseline the best on validation. */
export interface Point extends Tested {
  readonly value: AxisValue;
  readonly own: VariantResults;
  readonly other: VariantResults;
}

/** Those of which something is done, by arm and axis; one by teacher that pairs the same models as another one of its arm is left out. */
export function linesOf(results: ExperimentResults): PointLine[] {
  const lines = results.arms.flatMap((arm) =>
    baselinesOf(results, arm).flatMap((baseline) =>
      sharedAxes(results, arm, baseline).map((axis) => {
        const points = pointsOf(results, arm, baseline, axis);
        return { arm, baseline, axis, points };
      }),
    ),
  );
  const done = lines.filter(({ points }) => points.length > 0);
  return done.filter((line) => line.axis !== "teacher" || !done.some((other) => isSameLine(line, other)));
}

function isSameLine(line: PointLine, other: PointLine): boolean {
  const [pairs, otherPairs] = [line, other].map(({ points }) =>
    points.map(({ own, other: to }) => pairOf(own, to)),
  );
  return (
    line !== other && line.arm === other.arm && pairs!.toSorted().join() === otherPairs!.toSorted().join()
  );
}

function pointsOf(
  results: ExperimentResults,
  arm: ArmResults,
  baseline: ArmResults,
  axis: AxisName,
): Point[] {
  const points = valuesOf(results.experiment, arm, axis).flatMap((value) => {
    const [own, other] = [arm, baseline].map((one) => bestAt(results, one, axis, value));
    if (!own || !other) return [];
    return [{ value, own, other, difference: seedDifference(own.everySeed, other.everySeed) }];
  });
  return testedFamily(points);
}

function bestAt(
  { experiment }: ExperimentResults,
  arm: ArmResults,
  axis: AxisName,
  value: AxisValue,
): VariantResults | null {
  const wanted = canonicalJson(value);
  const isThere = (point: VariantResults) => {
    const own = pointValue(experiment, arm, point, axis);
    return own !== undefined && canonicalJson(own) === wanted;
  };
  return chosenOf(arm.variants.filter(isThere));
}
