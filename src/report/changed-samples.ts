// Test samples that an arm gets right and its baseline does not, and the other way round. Which of them are shown is
// decided here alone: for the run, which keeps their images, and for the report, which draws them.
import { inputSize } from "../data/dataset.ts";
import { decodedPlaces, placesWithout } from "../results/sample-places.ts";
import { isTestPerSeed } from "../study/dataset-seeds.ts";
import { armComparisons } from "./family.ts";
import type { Comparison } from "./named-comparisons.ts";
import type { ArmResults, ExperimentResults } from "./results.ts";
import { chosenPairs, type SeedPair } from "./seed-pairs.ts";

/** Of each kind. */
const mostShown = 12;
/** Values of an image, and so bytes in the results folder. */
const largestImage = 4096;

export interface ChangedSample {
  /** In the test split. */
  readonly place: number;
  /** In how many pairs it changes this way. */
  readonly seeds: number;
}

export interface Changes {
  /** Mean number of samples over the pairs. */
  readonly mean: number;
  /** Those that change in most pairs; of equal ones the first in the split. */
  readonly shown: readonly ChangedSample[];
}

export interface ChangedSamples {
  readonly arm: ArmResults;
  readonly baseline: ArmResults;
  /** Seeds that both have done; results that serve all seeds are one. */
  readonly pairs: number;
  /** Wrong by the baseline, right by the arm. */
  readonly mended: Changes;
  /** Right by the baseline, wrong by the arm. */
  readonly broken: Changes;
}

/**
 * Of the arm that differs most from its baseline, controls aside. null unless there is one, samples are images that
 * are small enough, and all seeds are judged on the same ones.
 */
export function changedSamples(results: ExperimentResults): ChangedSamples | null {
  if (!hasImages(results) || isTestPerSeed(results.experiment.dataset)) return null;
  const compared = armComparisons(results).filter(({ difference }) => difference.n > 0);
  if (compared.length === 0) return null;
  const size = ({ difference }: Comparison) => Math.abs(difference.mean);
  const { arm, baseline } = compared.reduce((most, other) => (size(other) > size(most) ? other : most));
  const pairs = chosenPairs(arm, baseline);
  const wrong = pairs.map((pair) => wrongPlaces(pair));
  if (!wrong.every((places) => places !== null)) return null;
  return {
    arm,
    baseline,
    pairs: pairs.length,
    mended: changesOf(wrong.map(({ own, other }) => placesWithout(other, own))),
    broken: changesOf(wrong.map(({ own, other }) => placesWithout(own, other))),
  };
}

/** Ascending; empty where no samples are shown. */
export function shownPlaces(results: ExperimentResults): number[] {
  const changed = changedSamples(results);
  if (changed === null) return [];
  const places = [...changed.mended.shown, ...changed.broken.shown].map(({ place }) => place);
  return [...new Set(places)].sort((a, b) => a - b);
}

function hasImages({ datasets }: ExperimentResults): boolean {
  const inputShape = datasets[0]?.inputShape ?? [];
  const isImage = inputShape.length === 2 || inputShape.length === 3;
  return isImage && inputSize({ inputShape }) <= largestImage;
}

/** null for rows of format 1, which do not tell. */
function wrongPlaces([row, other]: SeedPair) {
  const [own, others] = [row.metrics.test.wrong, other.metrics.test.wrong];
  return own === null || others === null ? null : { own: decodedPlaces(own), other: decodedPlaces(others) };
}

function changesOf(ofPairs: readonly (readonly number[])[]): Changes {
  const counts = new Map<number, number>();
  for (const place of ofPairs.flat()) counts.set(place, (counts.get(place) ?? 0) + 1);
  const samples = [...counts].map(([place, seeds]) => ({ place, seeds }));
  const byCount = samples.sort((a, b) => b.seeds - a.seeds || a.place - b.place);
  return { mean: ofPairs.flat().length / ofPairs.length, shown: byCount.slice(0, mostShown) };
}
