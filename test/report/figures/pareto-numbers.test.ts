import { expect, test } from "vitest";
import { numberPlaces } from "../../../src/report/figures/pareto-numbers.ts";

const panel = { width: 300, height: 300 };

test("numberPlaces(points, spots, panel) puts the number of a lone point right above it", () => {
  const point = { left: 100, top: 100 };
  // The nearest ring has a radius of 13 pixels.
  expect(numberPlaces([point], [point], panel)).toEqual([{ left: 100, top: 87 }]);
});

test("numberPlaces(points, spots, panel) keeps numbers inside the panel", () => {
  const corner = { left: 300, top: 0 };
  const [{ left, top }] = numberPlaces([corner], [corner], panel) as [{ left: number; top: number }];
  // A number is 11 by 14 pixels.
  expect(left).toBeLessThanOrEqual(294.5);
  expect(top).toBeGreaterThanOrEqual(7);
});

test("numberPlaces(points, spots, panel) keeps the numbers of a crowd off each other and off all points", () => {
  const points = [0, 6, 12, 18].map((left) => ({ left: 100 + left, top: 100 - left }));
  const spots = [...points, { left: 109, top: 80 }, { left: 100, top: 120 }];
  const places = numberPlaces(points, spots, panel);
  for (const [i, place] of places.entries()) {
    for (const other of places.slice(0, i)) expect(isApart(place, other, 11, 14)).toBe(true);
    // A point is 9 by 9 pixels: half of both sizes.
    for (const spot of spots) expect(isApart(place, spot, 10, 11.5)).toBe(true);
  }
});

interface Place {
  readonly left: number;
  readonly top: number;
}

function isApart(one: Place, other: Place, width: number, height: number): boolean {
  return Math.abs(one.left - other.left) >= width || Math.abs(one.top - other.top) >= height;
}

test("numberPlaces(points, spots, panel) covers a point rather than another number where there is no room for both", () => {
  const everywhere = Array.from({ length: 900 }, (_, i) => ({
    left: 10 * (i % 30),
    top: 10 * Math.floor(i / 30),
  }));
  const point = { left: 150, top: 150 };
  const [first, second] = numberPlaces([point, point], everywhere, panel);
  expect(isApart(first!, second!, 11, 14)).toBe(true);
});
