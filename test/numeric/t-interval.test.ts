import { expect, test } from "vitest";
import { tInterval } from "../../src/numeric/t-interval.ts";

test("tInterval(values) equals SciPy's 95 % interval", () => {
  // a = [0.884, 0.891, 0.879, 0.888, 0.893]
  // scipy.stats.t.interval(0.95, 4, loc=numpy.mean(a), scale=scipy.stats.sem(a))
  const { low, high } = tInterval([0.884, 0.891, 0.879, 0.888, 0.893]);
  expect(low).toBeCloseTo(0.8800311780938443, 9);
  expect(high).toBeCloseTo(0.8939688219061555, 9);
});

test("tInterval(values) of two values takes t = 12.7062 on one degree of freedom", () => {
  // mean 1, sd sqrt(2), standard error 1
  const { low, high } = tInterval([0, 2]);
  expect(high).toBeCloseTo(1 + 12.706204736174694, 7); // scipy.stats.t.ppf(0.975, 1)
  expect(low).toBeCloseTo(1 - 12.706204736174694, 7);
});

test("tInterval(values) is a point where all values are equal", () => {
  expect(tInterval([0.5, 0.5, 0.5])).toEqual({ low: 0.5, high: 0.5 });
});

test("tInterval(values) is NaN for one value and for none", () => {
  expect(tInterval([0.5])).toEqual({ low: Number.NaN, high: Number.NaN });
  expect(tInterval([])).toEqual({ low: Number.NaN, high: Number.NaN });
});
