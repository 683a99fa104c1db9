import { expect, test } from "vitest";
import { decimal, percentSpread, points, pointsWithInterval, spread } from "../../src/report/format.ts";

test("decimal(value, digits) groups thousands and writes a typographic minus", () => {
  expect([decimal(27422410, 0), decimal(1234.56, 1), decimal(-1234.5, 1), decimal(999, 0)]).toEqual([
    "27,422,410",
    "1,234.6",
    "−1,234.5",
    "999",
  ]);
});

test("decimal(value, digits) has no minus before what rounds to 0, and a dash for no number", () => {
  expect([decimal(-0.04, 1), decimal(-0, 1), decimal(Number.NaN, 1), decimal(1 / 0, 1)]).toEqual([
    "0.0",
    "0.0",
    "–",
    "–",
  ]);
});

test("points(difference) always has its sign, but 0", () => {
  expect([0.024, -0.0031, 0, 1e-9].map(points)).toEqual(["+2.4", "−0.3", "0.0", "0.0"]);
});

test("pointsWithInterval(difference) has one number of decimals for the three numbers", () => {
  const text = (mean: number, low: number, high: number) => {
    const { size, interval } = pointsWithInterval({ mean, low, high });
    return `${size} (${interval})`;
  };
  expect(text(0.0036, -0.005, 0.0121)).toBe("+0.4 (−0.5 to 1.2)");
  expect(text(-0.0001, -0.005, 0.004)).toBe("0.0 (−0.5 to 0.4)");
  expect(text(0.01, 0.01, 0.01)).toBe("+1.0 (1.0 to 1.0)");
});

test("pointsWithInterval(difference) shows sides of 0, and ends that differ", () => {
  const { size, interval } = pointsWithInterval({ mean: -0.00014, low: -0.00052, high: 0.00024 });
  expect(`${size} (${interval})`).toBe("−0.01 (−0.05 to 0.02)");
  expect(pointsWithInterval({ mean: -0.001, low: -0.0013, high: -0.0006 })).toEqual({
    size: "−0.10",
    interval: "−0.13 to −0.06",
  });
  expect(pointsWithInterval({ mean: 0.0017, low: 0.00003, high: 0.0034 })).toEqual({
    size: "+0.170",
    interval: "0.003 to 0.340",
  });
  expect(pointsWithInterval({ mean: 0, low: -1e-9, high: 1e-9 }).interval).toBe("0.0000 to 0.0000");
});

test("spread(values) is mean ± sd, and the mean alone for one value", () => {
  // mean 2, sd 1
  expect(spread([1, 2, 3])).toBe("2.0 ± 1.0");
  expect(spread([1366], 0)).toBe("1,366");
  expect(spread([])).toBe("–");
});

test("percentSpread(shares) keeps a second decimal of a small sd", () => {
  // sd of 92.95, 93, 93.05 is 0.05
  expect(percentSpread([0.9295, 0.93, 0.9305])).toBe("93.0 ± 0.05");
  expect(percentSpread([0.93, 0.93])).toBe("93.0 ± 0.0");
});
