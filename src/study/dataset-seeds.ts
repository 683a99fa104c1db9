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
