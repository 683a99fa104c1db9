import { expect, test } from "vitest";
import { binomialStandardError } from "../../src/numeric/binomial-standard-error.ts";

test("binomialStandardError(share, samples) equals SciPy's", () => {
  // scipy 1.17.1: scipy.stats.binom.std(10000, share) / 10000
  expect(binomialStandardError(0.87, 10_000)).toBeCloseTo(0.0033630343441600472, 14);
  expect(binomialStandardError(0.985, 10_000)).toBeCloseTo(0.0012155245781143218, 14);
});

test("binomialStandardError(share, samples) is 0 where all or none are right, and NaN of nothing", () => {
  expect(binomialStandardError(1, 10)).toBe(0);
  expect(binomialStandardError(0, 10)).toBe(0);
  expect(binomialStandardError(0, 0)).toBeNaN();
});
