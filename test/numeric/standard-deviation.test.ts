import { expect, test } from "vitest";
import { standardDeviation } from "../../src/numeric/standard-deviation.ts";

test("standardDeviation(values) divides by n - 1", () => {
  // mean 5, squares 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32, 32 / 7
  expect(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(Math.sqrt(32 / 7), 14);
});

test("standardDeviation(values) equals NumPy's with ddof = 1", () => {
  // numpy.std([0.884, 0.891, 0.879, 0.888, 0.893], ddof=1)
  expect(standardDeviation([0.884, 0.891, 0.879, 0.888, 0.893])).toBeCloseTo(0.005612486080160918, 15);
});

test("standardDeviation(values) is NaN for one value and for none", () => {
  expect(standardDeviation([0.5])).toBeNaN();
  expect(standardDeviation([])).toBeNaN();
});
