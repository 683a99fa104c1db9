// From a study's `dataset` to the dataset itself.
import { splitSeedOf } from "../study/dataset-seeds.ts";
import type { DatasetSpec } from "../study/schema.ts";
import type { Dataset } from "./dataset.ts";
import { readIdxFiles } from "./idx-files.ts";
import { imageDataset } from "./image-set.ts";
import { loadMnist, type MnistOptions } from "./mnist.ts";
import { npyDataset } from "./npy-dataset.ts";

export interface LoadOptions extends MnistOptions {
  /** Where the relative paths of `idx`, `csv` and `npy` start. Default: the working directory. */
  readonly baseFolder?: string | undefined;
}

/** What a kind needs of libraries is loaded with it. `seed` is the study's; only moons without a seed of their own and `splitSeed: study` depend on it. */
export async function loadDataset(
  spec: DatasetSpec,
  seed: number,
  options: LoadOptions = {},
): Promise<Dataset> {
  if (spec.name === "moons") {
    const { moonsDataset } = await import("./moons.ts");
    return moonsDataset({ ...spec, seed: spec.seed ?? seed });
  }
  const baseFolder = options.baseFolder ?? process.cwd();
  if (spec.name === "csv") {
    const { csvDataset } = await import("./csv-dataset.ts");
    return csvDataset({ ...spec, splitSeed: splitSeedOf(spec, seed) }, baseFolder);
  }
  if (spec.name === "npy") return npyDataset({ ...spec, splitSeed: splitSeedOf(spec, seed) }, baseFolder);
  const files = spec.name === "mnist" ? await loadMnist(options) : await readIdxFiles(spec, baseFolder);
  return imageDataset(spec.name, files, { ...spec, splitSeed: splitSeedOf(spec, seed) });
}
