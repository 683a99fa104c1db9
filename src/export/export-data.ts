// The data of a student as its users have it: rows as they stand in the files, and what a study knows of the features beside.
import { type CsvSamples, csvSamples } from "../data/csv-dataset.ts";
import { type Dataset, inputSize } from "../data/dataset.ts";
import { npySamples } from "../data/npy-dataset.ts";
import type { Scaling } from "../data/standardise.ts";
import type { DatasetSource } from "../jobs/job.ts";
import { splitSeedOf } from "../study/dataset-seeds.ts";

export interface ExportData {
  /** `[samples, inputs]`, by sample id: nothing is scaled, bytes neither. */
  readonly features: Uint8Array | Float32Array | Float64Array;
  readonly inputs: number;
  /** Sample ids. */
  readonly test: Uint32Array;
  /** What the samples that the student learned from were scaled by; null: by nothing, or bytes by 1/255. */
  readonly scaling: Scaling | null;
  /** null: they have none. */
  readonly names: ExportNames | null;
}

export interface ExportNames {
  /** Of the inputs, in their order. */
  readonly features: readonly string[];
  /** Of the classes 0, 1, ... */
  readonly classes: readonly string[];
}

/** @throws UserError */
export async function exportData(
  { spec, seed, baseFolder }: DatasetSource,
  dataset: Dataset,
): Promise<ExportData> {
  const inputs = inputSize(dataset);
  const { test } = dataset.splits;
  if (spec.name === "csv") {
    const own = await csvSamples({ ...spec, splitSeed: splitSeedOf(spec, seed) }, baseFolder);
    return { features: own.samples.features, scaling: own.scaling, inputs, test, names: namesOf(own) };
  }
  if (spec.name === "npy") {
    const own = await npySamples({ ...spec, splitSeed: splitSeedOf(spec, seed) }, baseFolder);
    return { features: own.samples.features, scaling: own.scaling, inputs, test, names: null };
  }
  return { features: dataset.features.values, inputs, test, scaling: null, names: null };
}

function namesOf({ columns, classes }: CsvSamples): ExportNames {
  const features = columns.flatMap((column) =>
    column.kind === "number" ? [column.name] : column.values.map((value) => `${column.name}=${value}`),
  );
  return { features, classes };
}
