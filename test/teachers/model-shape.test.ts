import { expect, test } from "vitest";
import { modelShape } from "../../src/teachers/model-shape.ts";

test.each([
  { model: [32, 32, 3], data: [32, 32, 3], shape: [32, 32, 3] },
  { model: [28, 28], data: [28, 28, 1], shape: [28, 28] },
  { model: [1, 28, 28], data: [28, 28, 1], shape: [1, 28, 28] },
  { model: [784], data: [28, 28, 1], shape: [784] },
  { model: [28, 28, 1], data: [784], shape: [28, 28, 1] },
  { model: [-1, -1, 3], data: [32, 32, 3], shape: [32, 32, 3] },
  { model: [-1, -1], data: [28, 28, 1], shape: [28, 28] },
])("modelShape($model, $data) is the shape that the model takes", ({ model, data, shape }) => {
  expect(modelShape(model, data)).toEqual(shape);
});

test.each([
  { model: [32, 32, 3], data: [3, 32, 32] },
  { model: [14, 56], data: [28, 28, 1] },
  { model: [783], data: [28, 28, 1] },
  { model: [-1, -1, 3], data: [3, 32, 32] },
  { model: [-1, -1, 1], data: [784] },
])("modelShape($model, $data) is null: other axes, or other numbers", ({ model, data }) => {
  expect(modelShape(model, data)).toBeNull();
});
