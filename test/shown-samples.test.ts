import { expect, test } from "vitest";
import type { Dataset } from "../src/data/dataset.ts";
import { shownSamples } from "../src/shown-samples.ts";
import { type GivenStudy, givenRows, hard, soft } from "./report/given-results.ts";

/** Five samples of 2 x 1; those of the test split have the ids 2, 3 and 4. Sample `id` holds 10 id and 10 id + 1. */
const dataset: Dataset = {
  name: "digits",
  inputShape: [2, 1, 1],
  numClasses: 9,
  features: { kind: "bytes", values: Uint8Array.of(0, 1, 10, 11, 20, 21, 30, 31, 40, 41) },
  columns: null,
  labels: Uint8Array.of(0, 0, 5, 6, 7),
  splits: { train: Uint32Array.of(0), validation: Uint32Array.of(1), test: Uint32Array.of(2, 3, 4) },
  hash: "h",
};

/** Place 0 changes to right, place 2 to wrong. */
const given: GivenStudy = {
  students: [hard, { ...soft, baseline: "hard" }],
  inputShape: [2, 1, 1],
  cell: ({ arm }) => ({ wrong: arm === "hard" ? [0, 1] : [1, 2] }),
};

function shownOf(changes: Partial<GivenStudy>, data: Dataset = dataset) {
  const { study, rows } = givenRows({ ...given, ...changes });
  return shownSamples(study, rows, (hash) => {
    expect(hash).toBe("h");
    return data;
  });
}

test("shownSamples(study, rows, datasetOf) holds images and labels of exactly the samples that change", () => {
  const base64 = (...bytes: readonly number[]) => Buffer.from(bytes).toString("base64");
  expect(shownOf({})).toEqual([
    {
      experiment: "digits",
      shape: [2, 1, 1],
      images: [
        { place: 0, label: 5, pixelsBase64: base64(20, 21) },
        { place: 2, label: 7, pixelsBase64: base64(40, 41) },
      ],
    },
  ]);
});

test("shownSamples(study, rows, datasetOf) is empty where no samples are shown, and where they are not bytes", () => {
  expect(shownOf({ inputShape: [2] })).toEqual([]);
  expect(shownOf({ cell: () => ({}) })).toEqual([]);
  expect(shownOf({}, { ...dataset, features: { kind: "floats", values: new Float32Array(10) } })).toEqual([]);
});
