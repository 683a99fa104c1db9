import { expect, test } from "vitest";
import { accuracyAxis } from "../../../src/report/figures/accuracy-axis.ts";

test("accuracyAxis(errors) is linear where the errors are alike, and keeps a margin", () => {
  const { scale, axis } = accuracyAxis([10, 15, 20]);
  expect(scale).toMatchObject({ type: "linear", reverse: true });
  expect(scale.domain[0]).toBeCloseTo(9.4, 12); // 6 % of 10
  expect(scale.domain[1]).toBeCloseTo(20.6, 12);
  expect(axis).not.toHaveProperty("values");
});

test("accuracyAxis(errors) is logarithmic from more than a factor of 4 on, and ends at 0 % accuracy", () => {
  const { scale, axis } = accuracyAxis([2.4, 95]);
  expect(scale).toMatchObject({ type: "log", reverse: true });
  expect(scale.domain[0]).toBeCloseTo(2.0869565, 6); // 2.4 / 1.15
  expect(scale.domain[1]).toBe(100);
  expect(axis).toHaveProperty("values", [5, 10, 20, 50, 100]);
  expect(accuracyAxis([5, 20]).scale.type).toBe("linear");
  expect(accuracyAxis([5, 20.1]).scale.type).toBe("log");
});

test("accuracyAxis(errors) of one error has a range", () => {
  expect(accuracyAxis([3]).scale.domain).toEqual([2, 4]);
});
