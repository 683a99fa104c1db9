import { expect, test } from "vitest";
import { costScale } from "../../../src/report/figures/cost-axis.ts";

test("costScale(costs) leaves room on both sides, and has no place for nothing where all cost something", () => {
  const { domain, ticks, nothing, place } = costScale([16, 1000]);
  expect(domain).toEqual([10, 1600]); // by a factor of 1.6
  expect(ticks).toEqual([10, 100, 1000]);
  expect(nothing).toBeNull();
  expect(place(16)).toBe(16);
});

test("costScale(costs) puts nothing at the left edge, before a gap", () => {
  const { domain, ticks, nothing, place } = costScale([0, 16, 1000]);
  expect(place(1000)).toBe(1000);
  expect(place(0)).toBe(nothing?.place);
  const places = [domain[0], place(0), nothing!.end, 10];
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(new Set(places).size).toBe(4);
  expect(ticks).toEqual([place(0), 10, 100, 1000]);
});

test("costScale(costs) takes costs that are all nothing, or all the same", () => {
  expect(costScale([0, 0]).place(0)).toBeGreaterThan(0);
  const [low, high] = costScale([100]).domain;
  expect(low).toBeLessThan(100);
  expect(high).toBeGreaterThan(100);
});
