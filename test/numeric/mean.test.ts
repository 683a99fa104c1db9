import { expect, test } from "vitest";
import { mean } from "../../src/numeric/mean.ts";

test("mean(values) is the sum over the count", () => {
  expect(mean([1, 2, 6])).toBe(3);
});

test("mean([]) is NaN", () => {
  expect(mean([])).toBeNaN();
});
