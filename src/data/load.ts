// From a study's `dataset` to the dataset itself.
import type { DatasetSpec } from "../study/schema.ts";
import type { Dataset } from "./dataset.ts";
import { readIdxFiles } from "./idx-files.ts";
import { imageDataset } from "./image-set.ts";
import { loadMnist, type MnistOptions } from "./mnist.ts";
import { moonsDataset } from "./moons.ts";

export interface LoadOptions extends MnistOptions {
  /** Where the relative paths of `idx` start. Default: the working directory. */
  readonly baseFolder?: string | undefined;
}

/** `seed` is the study's; only moons without a seed of their own depend on it. */
export async function loadDataset(
  spec: DatasetSpec,
  seed: number,
  options: LoadOptions = {},
): Promise<Dataset> {
  switch (spec.name) {
    case "moons":
      return moonsDataset({ ...spec, seed: spec.seed ?? seed });
    case "mnist":
      return imageDataset("mnist", await loadMnist(options), spec);
    case "idx":
      return imageDataset("idx", await readIdxFiles(spec, options.baseFolder ?? process.cwd()), spec);
  }
}

/** The spec with the seed that it will use: two seeds of a study share a dataset exactly when these are equal. */
export function resolvedDatasetSpec(spec: DatasetSpec, seed: number): DatasetSpec {
  return spec.name === "moons" ? { ...spec, seed: spec.seed ?? seed } : spec;
}
