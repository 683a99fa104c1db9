import { expect, test } from "vitest";
import { decimal, percentSpread, points, spread, unsignedPoints } from "../../src/report/format.ts";

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

test("unsignedPoints(difference) keeps a second decimal where one would hide the sign", () => {
  expect([0.0004, -0.0004, 0.0006, 0.00004].map(unsignedPoints)).toEqual(["0.04", "−0.04", "0.1", "0.0"]);
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
