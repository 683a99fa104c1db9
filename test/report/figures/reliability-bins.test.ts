import { expect, test } from "vitest";
import { summedBins } from "../../../src/report/figures/reliability-bins.ts";

test("summedBins(splits) weighs confidence and accuracy of a bin by its samples, bins by confidence", () => {
  // 0.95 and 0.99 lie in the last of 15 bins, above 14/15 = 0.933; 0.5 lies in (7/15, 8/15].
  const [low, high, ...others] = summedBins([
    [
      [10, 0.5, 0.4],
      [30, 0.95, 0.9],
    ],
    [[10, 0.99, 0.7]],
  ]);
  expect(low).toEqual({ samples: 10, confidence: 0.5, accuracy: 0.4 });
  expect(high?.samples).toBe(40);
  expect(high?.confidence).toBeCloseTo(0.96, 12); // (30 * 0.95 + 10 * 0.99) / 40
  expect(high?.accuracy).toBeCloseTo(0.85, 12); // (30 * 0.9 + 10 * 0.7) / 40
  expect(others).toEqual([]);
});

test("summedBins(splits) keeps 2/3, written as 0.6667, in the bin that ends there", () => {
  const bins = summedBins([[[1, 0.65, 1]], [[1, 0.6667, 0]], [[1, 0.67, 1]]]);
  expect(bins.map(({ samples }) => samples)).toEqual([2, 1]);
});

test("summedBins(splits) has bins for 0 and for 1, and none without samples", () => {
  expect(summedBins([[[2, 1, 1]], [[3, 0, 0]]]).map(({ samples }) => samples)).toEqual([3, 2]);
  expect(summedBins([])).toEqual([]);
});
