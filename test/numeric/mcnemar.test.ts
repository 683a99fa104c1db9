import { expect, test } from "vitest";
import { mcnemarTest } from "../../src/numeric/mcnemar.ts";

// statsmodels 0.15.0: mcnemar([[0, b], [c, 0]], exact=True).pvalue
test.each([
  [10, 25, 0.016673847800120715],
  [3, 0, 0.25],
  [121, 59, 4.4344492637551645e-6],
  [300, 260, 0.0992558700573967],
  [5000, 4700, 0.0023966033625776526],
  [30_000, 30_400, 0.10448007727213562],
])("mcnemarTest(%d, %d) equals the exact test of statsmodels", (b, c, p) => {
  expect(mcnemarTest(b, c) / p).toBeCloseTo(1, 8);
  expect(mcnemarTest(c, b)).toBe(mcnemarTest(b, c));
});

test("mcnemarTest(b, c) is exact far out in the tail, where 1 less a distribution would be 0", () => {
  // statsmodels as above: mcnemar([[0, 2000], [500, 0]]), mcnemar([[0, 700], [400, 0]])
  expect(mcnemarTest(2000, 500) / 2.855087369006384e-211).toBeCloseTo(1, 8);
  expect(mcnemarTest(700, 400) / 1.1735888055606002e-19).toBeCloseTo(1, 8);
});

test("mcnemarTest(b, c) sums the tail: 2 (1 + 6 + 15) / 64 for 2 of 6", () => {
  expect(mcnemarTest(2, 4)).toBeCloseTo(44 / 64, 14);
});

test("mcnemarTest(b, c) is 1 where the models never differ, or differ as often each way", () => {
  expect(mcnemarTest(0, 0)).toBe(1);
  expect(mcnemarTest(5, 5)).toBe(1);
  expect(mcnemarTest(0, 1)).toBe(1);
});

test("mcnemarTest(b, c) throws for what is no count", () => {
  expect(() => mcnemarTest(Number.NaN, 1)).toThrow("got NaN and 1");
  expect(() => mcnemarTest(1, -1)).toThrow("got 1 and -1");
});
