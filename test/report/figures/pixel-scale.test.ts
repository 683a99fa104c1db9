import { expect, test } from "vitest";
import { pixelScale } from "../../../src/report/figures/pixel-scale.ts";

test("pixelScale(linear, domain, length) goes from the first value of the domain to the last", () => {
  const { pixelOf, valueAt } = pixelScale("linear", [10, 30], 200);
  expect([10, 15, 30].map(pixelOf)).toEqual([0, 50, 200]);
  expect([0, 50, 200].map(valueAt)).toEqual([10, 15, 30]);
});

test("pixelScale(log, domain, length) has equal factors at equal distances", () => {
  const { pixelOf, valueAt } = pixelScale("log", [10, 1000], 200);
  expect(pixelOf(100)).toBeCloseTo(100, 9);
  expect(valueAt(150)).toBeCloseTo(10 ** 2.5, 9);
});
