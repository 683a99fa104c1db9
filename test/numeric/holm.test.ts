import { expect, test } from "vitest";
import { holmAdjusted } from "../../src/numeric/holm.ts";

test("holmAdjusted(pValues) multiplies the smallest by m, the next by m - 1, and never falls", () => {
  // 4 * 0.005 = 0.02; 3 * 0.01 = 0.03; 2 * 0.03 = 0.06; 1 * 0.04 = 0.04 is below the one before, so 0.06
  expect(holmAdjusted([0.01, 0.04, 0.03, 0.005]).map(rounded)).toEqual([0.03, 0.06, 0.06, 0.02]);
});

test("holmAdjusted(pValues) equals statsmodels", () => {
  // statsmodels 0.15.0: multipletests(p, method="holm")[1]
  expect(holmAdjusted([0.012, 0.03, 0.045, 0.2]).map(rounded)).toEqual([0.048, 0.09, 0.09, 0.2]);
  expect(holmAdjusted([0.02, 0.02, 0.02]).map(rounded)).toEqual([0.06, 0.06, 0.06]);
  expect(holmAdjusted([0.6, 0.5])).toEqual([1, 1]);
});

test("holmAdjusted(pValues) leaves a single p as it is", () => {
  expect(holmAdjusted([0.04])).toEqual([0.04]);
  expect(holmAdjusted([])).toEqual([]);
});

test("holmAdjusted(pValues) neither counts nor changes what is no test", () => {
  expect(holmAdjusted([Number.NaN, 0.01, Number.NaN, 0.5])).toEqual([Number.NaN, 0.02, Number.NaN, 0.5]);
});

const rounded = (p: number) => Number(p.toFixed(12));
