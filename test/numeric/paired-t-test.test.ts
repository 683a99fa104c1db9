import { expect, test } from "vitest";
import { pairedTTest } from "../../src/numeric/paired-t-test.ts";

// scipy 1.17.1: 2 * scipy.stats.t.sf(abs(mean) / (sd / numpy.sqrt(n)), n - 1)
test.each([
  [5, 0.024, 0.010862780491200225, 0.007814985623277235],
  [6, 0.029, 0.0169, 0.008462894808607093],
  [10, 0.004, 0.0021, 0.00019678112710023798],
  [5, 0.09, 0.001, 3.6573769082110074e-9],
])("pairedTTest of n = %d pairs equals SciPy's", (n, mean, sd, p) => {
  expect(pairedTTest({ n, mean, sd }) / p).toBeCloseTo(1, 6);
  expect(pairedTTest({ n, mean: -mean, sd })).toBe(pairedTTest({ n, mean, sd }));
});

test("pairedTTest(differences) is silent about one pair, about none and about zeros", () => {
  expect(pairedTTest({ n: 1, mean: 0.25, sd: Number.NaN })).toBeNaN();
  expect(pairedTTest({ n: 0, mean: Number.NaN, sd: Number.NaN })).toBeNaN();
  expect(pairedTTest({ n: 3, mean: 0, sd: 0 })).toBeNaN();
});

test("pairedTTest(differences) is certain of equal differences", () => {
  expect(pairedTTest({ n: 3, mean: 0.5, sd: 0 })).toBe(0);
});
