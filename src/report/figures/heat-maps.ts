// The cells of an arm's grid over temperature and alpha.
import { mean } from "../../numeric/mean.ts";
import { baselineOf, seedDifference } from "../comparison.ts";
import { points } from "../format.ts";
import type { ArmResults, ExperimentResults, VariantResults } from "../results.ts";
import { variantText } from "../settings.ts";
import { chosenSlice } from "./chosen-slice.ts";

export interface HeatMap {
  readonly arm: ArmResults;
  readonly baseline: ArmResults | null;
  /** Rising. */
  readonly temperatures: readonly number[];
  /** Falling: the largest stands on top. */
  readonly alphas: readonly number[];
  readonly cells: readonly HeatMapCell[];
}

export interface HeatMapCell {
  readonly temperature: number;
  readonly alpha: number;
  /** "T = 3, α = 1". */
  readonly at: string;
  /** Mean test accuracy in per cent, and how many seeds it is over. */
  readonly mean: number;
  readonly seeds: number;
  /** Mean difference to the baseline in points; empty without one. */
  readonly difference: string;
  readonly isChosen: boolean;
}

/** One for each arm that has two temperatures and two alphas or more. */
export function heatMaps(results: ExperimentResults): HeatMap[] {
  return results.arms.flatMap((arm) => mapOf(results, arm));
}

function mapOf(results: ExperimentResults, arm: ArmResults): HeatMap[] {
  const baseline = baselineOf(results, arm);
  const slice = chosenSlice(arm, ["temperature", "alpha"]);
  const cells = slice
    .filter(({ variant }) => variant.temperature !== undefined && variant.alpha !== undefined)
    .map((variant) => cellOf(variant, arm, baseline));
  const temperatures = [...new Set(cells.map(({ temperature }) => temperature))].sort((a, b) => a - b);
  const alphas = [...new Set(cells.map(({ alpha }) => alpha))].sort((a, b) => b - a);
  return temperatures.length < 2 || alphas.length < 2 ? [] : [{ arm, baseline, temperatures, alphas, cells }];
}

function cellOf(variant: VariantResults, arm: ArmResults, baseline: ArmResults | null): HeatMapCell {
  const { temperature, alpha } = variant.variant;
  const difference = seedDifference(variant.everySeed, baseline?.chosen?.everySeed ?? []);
  return {
    temperature: Number(temperature),
    alpha: Number(alpha),
    at: variantText({ temperature: temperature!, alpha: alpha! }),
    mean: 100 * mean(variant.rows.map((row) => row.metrics.test.accuracy)),
    seeds: variant.rows.length,
    difference: difference.n === 0 ? "" : points(difference.mean),
    isChosen: variant === arm.chosen,
  };
}
