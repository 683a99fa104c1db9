import { expect, test } from "vitest";
import { extremesText } from "../../../src/report/figures/extremes-text.ts";

test("extremesText(points) tells the highest and the lowest, of equal ones the first", () => {
  const points = [
    { mean: 88.04, at: "T = 1" },
    { mean: 89.96, at: "T = 2" },
    { mean: 89.96, at: "T = 4" },
    { mean: 85, at: "T = 8" },
  ];
  expect(extremesText(points)).toBe("highest 90.0 % at T = 2, lowest 85.0 % at T = 8");
});

test("extremesText(points) of one point is that point, and of none says so", () => {
  expect(extremesText([{ mean: 85, at: "T = 8" }])).toBe("85.0 % at T = 8");
  expect(extremesText([])).toBe("nothing done");
});
