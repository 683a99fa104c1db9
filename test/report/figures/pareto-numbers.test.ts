import { expect, test } from "vitest";
import { costScale } from "../../../src/report/figures/cost-axis.ts";
import { sided } from "../../../src/report/figures/pareto-numbers.ts";

test("sided(numbers, scale, width) puts a number below its point where the one before is near and above", () => {
  // The axis goes from 10 to 1,600 over 220 pixels: 100 for a factor of 10, so 4 for one of 1.1.
  const scale = costScale([16, 1000]);
  const width = Math.round(100 * Math.log10(160));
  const spot = (cost: number) => ({ cost, error: 1, text: "" });
  const of = (...costs: readonly number[]) =>
    sided(costs.map(spot), scale, width).map(({ isAbove }) => isAbove);
  expect(of(16, 160, 1000)).toEqual([true, true, true]);
  expect(of(100, 110, 121, 500)).toEqual([true, false, true, true]);
});
