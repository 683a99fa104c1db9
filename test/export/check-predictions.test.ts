import { expect, it } from "vitest";
import type { Dataset } from "../../src/data/dataset.ts";
import { checkPredictions } from "../../src/export/check-predictions.ts";
import { classificationMetrics } from "../../src/metrics/classification.ts";
import { UserError } from "../../src/user-error.ts";

// Samples 2 to 5 are the test split; their labels are 0, 1, 2, 2.
const dataset = {
  labels: Uint8Array.of(1, 1, 0, 1, 2, 2),
  splits: { train: Uint32Array.of(0), validation: Uint32Array.of(1), test: Uint32Array.of(2, 3, 4, 5) },
} as unknown as Dataset;

// The student takes the third for class 0 and is right about the others.
const student = [0, 1, 0, 2];
const metrics = classificationMetrics({
  logits: Float32Array.from(student.flatMap((predicted) => [0, 1, 2].map((k) => (k === predicted ? 1 : 0)))),
  rows: null,
  labels: [0, 1, 2, 2],
  numClasses: 3,
  teacher: null,
});

it("checkPredictions(predicted, dataset, metrics) takes the student's own", () => {
  expect(() => checkPredictions(student, dataset, metrics)).not.toThrow();
});

it.each([
  ["is right where the student is wrong", [0, 1, 2, 2], 1],
  ["is wrong where the student is right", [0, 2, 0, 2], 1],
  ["is wrong about another sample of the same class", [0, 1, 2, 0], 2],
  ["is wrong in another way", [0, 1, 1, 2], 1],
  ["gives no class", [0, 1, -1, 2], 1],
])("checkPredictions(predicted, dataset, metrics) refuses a model that %s", (_, predicted, differing) => {
  expect(() => checkPredictions(predicted, dataset, metrics)).toThrow(
    `at least ${differing} of 4 test samples`,
  );
});

it("checkPredictions(predicted, dataset, metrics, remedy) refuses as what a user can change, and tells how", () => {
  const check = () => checkPredictions([0, 1, 2, 2], dataset, metrics, "Use --format js.");
  expect(check).toThrow(UserError);
  expect(check).toThrow("so it was not kept. Use --format js.");
});
