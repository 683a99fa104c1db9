import fc from "fast-check";
import { expect, test } from "vitest";
import { amountScale } from "../../../src/report/figures/amount-scale.ts";

test("amountScale(largest, steps) has edges of 1 and 3 in each power of ten, up to the first that holds the largest", () => {
  expect(amountScale(0.083, 5).edges).toEqual([0.1, 0.3, 1, 3, 10]);
  expect(amountScale(0.1, 3).edges).toEqual([1, 3, 10]);
  expect(amountScale(0.11, 3).edges).toEqual([3, 10, 30]);
  expect(amountScale(1, 4).edges).toEqual([3, 10, 30, 100]);
});

test("amountScale(largest, steps).step(share) is 0 for nothing at all, and 1 for whatever is more and below", () => {
  const { step } = amountScale(0.083, 5); // edges in per cent: 0.1, 0.3, 1, 3, 10
  expect([0, 1e-9, 0.001, 0.0011, 0.02, 0.083].map(step)).toEqual([0, 1, 1, 2, 4, 5]);
});

test("amountScale(largest, steps).step(share) rises with the share and ends with the last step", () => {
  const share = fc.double({ min: 1e-6, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, (a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      const { step } = amountScale(high, 8);
      expect(step(low)).toBeLessThanOrEqual(step(high));
      expect([7, 8]).toContain(step(high)); // 8, but for a rounding error at an edge
    }),
  );
});
