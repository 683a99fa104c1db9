import { pathToFileURL } from "node:url";
import { type Dataset, inputSize } from "../data/dataset.ts";
import { decodedPlaces, placesWithout } from "../results/sample-places.ts";

/** Number of test samples. @throws Error where the exported model differs from what the row says of the student */
export async function checkModule(
  path: string,
  dataset: Dataset,
  scale: number,
  wrong: string | null,
): Promise<number> {
  const { predict } = (await import(pathToFileURL(path).href)) as {
    predict(features: ArrayLike<number>): number;
  };
  const { labels, splits, features } = dataset;
  const size = inputSize(dataset);
  const mistaken = [...splits.test.keys()].filter((place) => {
    const id = splits.test[place]!;
    const raw = features.values.subarray(id * size, (id + 1) * size);
    const sample = scale === 1 ? raw : Float32Array.from(raw, (byte) => byte / scale);
    return predict(sample) !== labels[id];
  });
  const expected = wrong === null ? [] : decodedPlaces(wrong);
  const differing = placesWithout(mistaken, expected).length + placesWithout(expected, mistaken).length;
  if (differing === 0) return splits.test.length;
  throw new Error(
    `The exported model is right where the student is wrong, or the other way round, on ${differing} of ` +
      `${splits.test.length} test samples, so it was not kept.`,
  );
}
