import { describe, expect, it } from "vitest";
import { quantile } from "../../src/numeric/quantile.ts";

describe("quantile(samples, probability)", () => {
  it("lies linearly between neighbours, as in NumPy", () => {
    // numpy.quantile([1, 2, 4, 8], [0.25, 0.5, 0.75]) -> [1.75, 3. , 5. ]
    expect([0.25, 0.5, 0.75].map((probability) => quantile([8, 2, 4, 1], probability))).toEqual([1.75, 3, 5]);
  });

  it("sorts by number: 10 comes after 9", () => {
    expect(quantile([10, 9, 1], 1)).toBe(10);
  });

  it("refuses no samples, and one that is not a number", () => {
    expect(() => quantile([], 0.5)).toThrow(RangeError);
    expect(() => quantile([1, Number.NaN], 0.5)).toThrow(RangeError);
  });
});
