import { moonsBayesAccuracy } from "../data/bayes-accuracy.ts";
import type { Dataset } from "../data/dataset.ts";
import type { DatasetSummary } from "../results/summary.ts";
import type { DescribeDatasetJob, JobContext } from "./job.ts";

/** Test points that a figure can show without becoming a cloud. */
const shownPoints = 500;

export async function describeDataset(
  job: DescribeDatasetJob,
  { store, dataset }: JobContext,
): Promise<void> {
  const { spec } = job.dataset;
  const { splits } = dataset;
  const summary: DatasetSummary = {
    hash: dataset.hash,
    inputShape: dataset.inputShape,
    numClasses: dataset.numClasses,
    splits: {
      train: splits.train.length,
      validation: splits.validation.length,
      test: splits.test.length,
    },
    bayesAccuracy: spec.name === "moons" ? moonsBayesAccuracy(spec.noise) : null,
    points: testPoints(dataset),
  };
  await store.commit(job.makes[0]!, job.kind, [], summary);
}

function testPoints({ features, inputShape, labels, splits }: Dataset): DatasetSummary["points"] {
  if (features.kind !== "floats" || inputShape.length !== 1 || inputShape[0] !== 2) return null;
  const rounded = (value: number) => Math.round(value * 1000) / 1000;
  // The test rows of moons come class by class: an even stride takes from all of them.
  const stride = Math.max(1, Math.floor(splits.test.length / shownPoints));
  return Array.from(splits.test.filter((_, index) => index % stride === 0).subarray(0, shownPoints), (id) => [
    rounded(features.values[2 * id]!),
    rounded(features.values[2 * id + 1]!),
    labels[id]!,
  ]);
}
