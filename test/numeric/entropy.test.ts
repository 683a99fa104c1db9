import { describe, expect, it } from "vitest";
import { entropy } from "../../src/numeric/entropy.ts";

describe("entropy(probs)", () => {
  it("is 1.5 ln 2 for a half and two quarters", () => {
    // 1/2 * ln 2 + 2 * 1/4 * ln 4 = 1.5 ln 2; scipy.stats.entropy([.5, .25, .25]) = 1.0397207708399179
    expect(entropy([0.5, 0.25, 0.25])).toBeCloseTo(1.0397207708399179, 14);
  });

  it("is 0 where one class is certain, and for one class", () => {
    expect(entropy(Float64Array.of(0, 1, 0))).toBe(0);
    expect(entropy([1])).toBe(0);
  });

  it("is NaN when a probability is NaN", () => {
    expect(entropy([Number.NaN, 0.5])).toBeNaN();
  });
});
