import { expect, it } from "vitest";
import { parsedWith, points } from "../teachers/outside-study.ts";

const numbers = { name: "numbers", kind: "logits", path: "b.npy" };

it("a dataset of npy has both files for test or neither", () => {
  const { testLabels: _, ...half } = points;
  expect(() => parsedWith([numbers], half)).toThrow(
    "Expected `testLabels` beside `testFeatures`, but it is missing (experiments[0].dataset.testLabels). " +
      "Give both, or neither: then a share of the samples is for test.",
  );
});

it("logits belong to rows of files, which moons have not", () => {
  expect(() => parsedWith([numbers], { name: "moons", noise: 0.1 })).toThrow(
    "Expected `kind` to be `mlp`, `layers-model` or `savedmodel` on moons, got `logits` (experiments[0].teachers[0].kind). " +
      "They belong to rows of a file, and moons are drawn from a seed.",
  );
});

it("a teacher from outside has no field of training, and no grid", () => {
  expect(() => parsedWith([{ ...numbers, epochs: 3 }])).toThrow("Unknown key `epochs`");
  expect(() => parsedWith([{ ...numbers, grid: { output: ["logits"] } }])).toThrow("Unknown key `grid`");
  expect(() => parsedWith([{ ...numbers, output: "log" }])).toThrow(
    "Expected `output` to be one of `logits`, `probabilities`",
  );
});
