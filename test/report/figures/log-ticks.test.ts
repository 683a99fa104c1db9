import { expect, test } from "vitest";
import { logTicks } from "../../../src/report/figures/log-ticks.ts";

test("logTicks(low, high, most) has 1, 2 and 5 times the powers of ten within the range", () => {
  expect(logTicks(3, 60, 9)).toEqual([5, 10, 20, 50]);
  expect(logTicks(0.2, 1, 9)).toEqual([0.2, 0.5, 1]);
});

test("logTicks(low, high, most) has the powers alone where there would be more than `most`", () => {
  expect(logTicks(50, 2_000_000, 6)).toEqual([100, 1000, 10_000, 100_000, 1_000_000]);
  expect(logTicks(1, 10, 4)).toEqual([1, 2, 5, 10]);
  expect(logTicks(1, 10, 3)).toEqual([1, 10]);
});
