import { expect, it } from "vitest";
import { renderDatasets } from "../../src/cli/render-data.ts";

it("renderDatasets(datasets) shows type, shape and range of arrays, their classes, and the samples that are there twice", () => {
  const column = {
    kind: "array",
    name: "features",
    type: "float32",
    shape: [8, 8],
    least: -1.23456789,
    most: 16,
  } as const;
  const schema = { columns: [column], classes: ["0", "1"], repeated: { validation: 0, test: 3 } };
  const dataset = {
    experiment: "digits",
    name: "npy",
    inputShape: [8, 8, 1],
    numClasses: 2,
    hash: "a".repeat(64),
    schema,
  };
  expect(renderDatasets([{ ...dataset, train: 70, validation: 10, test: 20 }])).toBe(
    "digits: npy, samples of 8 x 8 x 1, 2 classes; 70 for training, 10 for validation, 20 for test; data aaaaaaaaaaaa\n\n" +
      "column    kind   content\n" +
      "features  array  8 x 8 numbers of type float32, from -1.23457 to 16\n\n" +
      "classes: 0, 1\n" +
      "repeated: 3 of 20 test samples and 0 of 10 validation samples have the features of a training sample\n",
  );
});
