import { type Dataset, inputSize } from "./data/dataset.ts";
import { shownPlaces } from "./report/changed-samples.ts";
import { experimentResults } from "./report/results.ts";
import type { Row } from "./results/row.ts";
import type { ExperimentSamples, SampleImage } from "./results/samples.ts";
import type { Study } from "./study/schema.ts";

/** The images of exactly those test samples that the report of these rows shows. */
export function shownSamples(
  study: Study,
  rows: readonly Row[],
  datasetOf: (hash: string) => Dataset,
): ExperimentSamples[] {
  return experimentResults(study, rows).flatMap((results) => {
    const places = shownPlaces(results);
    if (places.length === 0) return [];
    const dataset = datasetOf(results.datasets[0]!.hash); // the test rows are the same for all seeds
    const images = places.flatMap((place) => imageOf(dataset, place) ?? []);
    if (images.length === 0) return [];
    return [{ experiment: results.experiment.name, shape: dataset.inputShape, images }];
  });
}

/** null for samples that are not bytes. */
function imageOf(dataset: Dataset, place: number): SampleImage | null {
  const { features, labels, splits } = dataset;
  if (features.kind !== "bytes") return null;
  const id = splits.test[place]!;
  const size = inputSize(dataset);
  const pixels = features.values.subarray(id * size, (id + 1) * size);
  return { place, label: labels[id]!, pixelsBase64: Buffer.from(pixels).toString("base64") };
}
