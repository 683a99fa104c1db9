import { expect, test } from "vitest";
import { median, roundOrder, roundRatios, spreadOf } from "../../../bench/peers/ratios.ts";

test("median(values) is the middle one, whatever the order", () => {
  expect(median([10, 9, 100])).toBe(10); // as text 10 < 100 < 9
  expect(median([7])).toBe(7);
});

test("median(values) of an even number is the mean of the two middle ones", () => {
  expect(median([4, 1, 3, 100])).toBe(3.5); // (3 + 4) / 2
});

test("median(values) of nothing is NaN", () => {
  expect(median([])).toBeNaN();
});

test("spreadOf(values) gives median, least, greatest and their number", () => {
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3, n: 3 });
});

test("roundRatios(numerator, denominator) divides round by round, so a slow round that hit both cancels", () => {
  expect(roundRatios([6, 60, 8], [2, 20, 2])).toEqual([3, 3, 4]);
});

test("roundRatios(numerator, denominator) refuses unequal numbers of rounds", () => {
  expect(() => roundRatios([1, 2], [1])).toThrow("got 2 and 1");
});

test("roundOrder(n, round) moves by one, so that each comes first in turn", () => {
  expect([0, 1, 2, 3].map((round) => roundOrder(3, round))).toEqual([
    [0, 1, 2],
    [1, 2, 0],
    [2, 0, 1],
    [0, 1, 2],
  ]);
});
