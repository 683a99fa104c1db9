import { expect, test } from "vitest";
import { pairedDifference } from "../../src/numeric/paired-difference.ts";

test("pairedDifference(values, baseline) equals SciPy's ttest_rel", () => {
  // r = scipy.stats.ttest_rel(a, b); r.pvalue, r.confidence_interval(0.95); numpy.std(a - b, ddof=1)
  const difference = pairedDifference(
    [0.884, 0.891, 0.879, 0.888, 0.893],
    [0.862, 0.859, 0.871, 0.866, 0.857],
  );
  expect(difference.n).toBe(5);
  expect(difference.mean).toBeCloseTo(0.024, 12);
  expect(difference.sd).toBeCloseTo(0.010862780491200225, 12);
  expect(difference.low).toBeCloseTo(0.0105120765436865, 9);
  expect(difference.high).toBeCloseTo(0.03748792345631354, 9);
  expect(difference.p).toBeCloseTo(0.007814985623277216, 12);
});

test("pairedDifference(values, baseline) tells two pairs by one degree of freedom", () => {
  // scipy.stats.ttest_rel([1, 2], [0, 3.5])
  const difference = pairedDifference([1, 2], [0, 3.5]);
  expect(difference.p).toBeCloseTo(0.8743340836219978, 8);
  expect(difference.low).toBeCloseTo(-16.13275592021837, 6);
  expect(difference.high).toBeCloseTo(15.632755920218369, 6);
});

test("pairedDifference(values, baseline) has no spread, interval or test for one pair", () => {
  const { n, mean, sd, low, high, p } = pairedDifference([0.75], [0.5]);
  expect({ n, mean }).toEqual({ n: 1, mean: 0.25 });
  expect([sd, low, high, p]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
});

test("pairedDifference(values, baseline) has no mean either without a pair", () => {
  expect(pairedDifference([], [])).toMatchObject({ n: 0, mean: Number.NaN, low: Number.NaN, p: Number.NaN });
});

test("pairedDifference(values, baseline) is certain of equal differences, and silent about zeros", () => {
  expect(pairedDifference([1.5, 2.5], [1, 2])).toEqual({ n: 2, mean: 0.5, sd: 0, low: 0.5, high: 0.5, p: 0 });
  expect(pairedDifference([1, 2], [1, 2]).p).toBeNaN(); // as scipy.stats.ttest_rel([1, 2], [1, 2])
});

test("pairedDifference(values, baseline) throws where a pair lacks a half", () => {
  expect(() => pairedDifference([1, 2], [1])).toThrow("got 2 and 1");
});
