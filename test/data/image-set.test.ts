import { describe, expect, it } from "vitest";
import { type ImageFile, imageDataset } from "../../src/data/image-set.ts";
import { UserError } from "../../src/user-error.ts";
import { idxBytes } from "./idx-bytes.ts";

const idx = (file: string, shape: readonly number[], values: ArrayLike<number>): ImageFile => ({
  file,
  payload: idxBytes(shape, values),
});
const count = (length: number, first = 0) => Array.from({ length }, (_, i) => first + i);

/** Six train and two test images of 2 x 3; image i of the train file holds 10 i, 10 i + 1, ... */
const files = {
  trainImages: idx(
    "train-images",
    [6, 2, 3],
    count(6).flatMap((row) => count(6, 10 * row)),
  ),
  trainLabels: idx("train-labels", [6], [0, 1, 2, 0, 1, 2]),
  testImages: idx("test-images", [2, 2, 3], count(12, 100)),
  testLabels: idx("test-labels", [2], [4, 1]),
};
const settings = { validation: 2, splitSeed: 0 };

describe("imageDataset(name, files, settings)", () => {
  it("holds the transfer rows first, then the test rows, in shared memory", () => {
    const dataset = imageDataset("idx", files, settings);
    expect(dataset).toMatchObject({ name: "idx", inputShape: [2, 3, 1] });
    expect(dataset.features.kind).toBe("bytes");
    expect(Array.from(dataset.features.values)).toEqual([
      ...count(6).flatMap((row) => count(6, 10 * row)),
      ...count(12, 100),
    ]);
    expect(Array.from(dataset.labels)).toEqual([0, 1, 2, 0, 1, 2, 4, 1]);
    expect(Array.from(dataset.splits.test)).toEqual([6, 7]);
    expect(dataset.features.values.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(dataset.labels.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it("keeps images and labels together when limits leave rows out", () => {
    const numbered = { ...files, trainLabels: idx("train-labels", [6], count(6)) };
    const labelsOf = count(5).map((splitSeed) => {
      const limits = { validation: 1, splitSeed, trainLimit: 3, testLimit: 1 };
      const { features, labels } = imageDataset("idx", numbered, limits);
      expect([labels.length, features.values.length]).toEqual([4, 24]);
      expect(count(3).map((id) => features.values[6 * id]! / 10)).toEqual(Array.from(labels.subarray(0, 3)));
      expect(labels[3]).toBe(features.values[18] === 100 ? 4 : 1);
      return labels.join();
    });
    expect(new Set(labelsOf).size).toBeGreaterThan(1);
  });

  it("counts classes over both files, whatever rows are used", () => {
    expect(imageDataset("idx", files, settings).numClasses).toBe(5);
    expect(imageDataset("idx", files, { ...settings, validation: 1, trainLimit: 2 }).numClasses).toBe(5);
  });

  it("names the columns that any image lights, of train and test alike; few pixels all stay", () => {
    expect(imageDataset("idx", files, settings).columns).toBeNull();
    // 40 pixels: one training image lights 2, one test image 30; the first 14 dark ones fill up: 0, 1, 3 to 14
    const sparse = {
      ...files,
      trainImages: idx(
        "train-images",
        [6, 40],
        Array.from({ length: 240 }, (_, i) => +(i === 42)),
      ),
      testImages: idx(
        "test-images",
        [2, 40],
        Array.from({ length: 80 }, (_, i) => +(i === 70)),
      ),
    };
    const { columns } = imageDataset("idx", sparse, settings);
    expect(Array.from(columns!)).toEqual([...count(15), 30]);
  });

  it("takes features and colour images as they are", () => {
    const shaped = (shape: readonly number[]) => ({
      ...files,
      trainImages: idx("train-images", [6, ...shape], count(36)),
      testImages: idx("test-images", [2, ...shape], count(12)),
    });
    expect(imageDataset("idx", shaped([6]), settings).inputShape).toEqual([6]);
    expect(imageDataset("idx", shaped([1, 2, 3]), settings).inputShape).toEqual([1, 2, 3]);
  });

  it.each([
    [
      "labels and images of different count",
      { trainLabels: idx("train-labels", [5], count(5)) },
      "train-labels: expected one label for each of the 6 samples of train-images, got 5 labels",
    ],
    [
      "train and test images of different shape",
      { testImages: idx("test-images", [2, 3, 2], count(12)) },
      "test-images: expected samples of 2 x 3 x 1, as in train-images, got 3 x 2 x 1",
    ],
    [
      "labels where images belong",
      { trainImages: files.trainLabels },
      "whether images and labels are swapped",
    ],
    [
      "a single class, whichever it is",
      {
        trainLabels: idx("train-labels", [6], Array(6).fill(3)),
        testLabels: idx("test-labels", [2], [3, 3]),
      },
      "train-labels: expected at least 2 classes in the labels of train and test, got only `3`",
    ],
    [
      "images where labels belong",
      { testLabels: files.testImages },
      "labels of 1 dimension at offset 3, got `3`",
    ],
  ])("refuses %s", (_, change, message) => {
    const load = () => imageDataset("idx", { ...files, ...change }, settings);
    expect(load).toThrow(UserError);
    expect(load).toThrow(message);
  });
});
