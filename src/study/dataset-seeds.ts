// What a study's seeds have to do with its data.
import type { DatasetSpec } from "./schema.ts";

/** The spec with the seed that it will use: two seeds of a study share a dataset exactly when these are equal. */
export function resolvedDatasetSpec(spec: DatasetSpec, seed: number): DatasetSpec {
  if (spec.name === "moons") return { ...spec, seed: spec.seed ?? seed };
  return { ...spec, splitSeed: splitSeedOf(spec, seed) };
}

export function splitSeedOf({ splitSeed }: Exclude<DatasetSpec, { name: "moons" }>, seed: number): number {
  return splitSeed === "study" ? seed : splitSeed;
}

/** Whether each seed has data of its own. */
export function isPerSeed(spec: DatasetSpec): boolean {
  return spec.name === "moons" ? spec.seed === undefined : spec.splitSeed === "study";
}

/** Whether each seed is judged on test samples of its own; a test file that is used whole is one and the same for all. */
export function isTestPerSeed(spec: DatasetSpec): boolean {
  if (!isPerSeed(spec)) return false;
  return (
    spec.name === "moons" ||
    spec.testLimit !== undefined ||
    (spec.name === "csv" && spec.testFile === undefined) ||
    (spec.name === "npy" && spec.testFeatures === undefined)
  );
}
