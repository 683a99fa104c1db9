import { describe, expect, it } from "vitest";
import { leafGradient, leafLosses, leafTerms } from "../../src/students/soft-tree-leaves.ts";

const ln = Math.log;
const close = (found: ArrayLike<number>, expected: readonly number[], digits = 7) =>
  Array.from(found).forEach((value, i) => void expect(value).toBeCloseTo(expected[i]!, digits));

/** Two lanes of one leaf, two classes: softmax 3/4 1/4, at T = 2 of 2 ln 3: 3/4 1/4. */
const logits = Float32Array.of(5 + ln(3), 5, 2 * ln(3) - 7, -7);
const lanes = [
  { temperature: 9, alpha: 0 },
  { temperature: 2, alpha: 0.5 },
];

describe("leafTerms(logits, lanes, numClasses)", () => {
  it("centres the logits, adds up log sums and softmaxes by their weights: worked by hand", () => {
    const terms = leafTerms(logits, lanes, 2);
    close(terms.logits, [0, -ln(3), 0, -2 * ln(3)], 5);
    // lane 0: ln(1 + 1/3); lane 1: 1/2 ln(1 + 1/9) + 1/2 * 4 ln(1 + 1/3)
    close(terms.offsets, [ln(4 / 3), 0.5 * ln(10 / 9) + 2 * ln(4 / 3)], 5);
    // lane 1: 1/2 (9/10, 1/10) + 1/2 * 2 (3/4, 1/4)
    close(terms.pulls, [3 / 4, 1 / 4, 0.45 + 0.75, 0.05 + 0.25], 5);
  });

  it("is safe for logits of any size, and a NaN stays one", () => {
    const { offsets, pulls } = leafTerms(Float32Array.of(1e5, -1e5, 0, -1e30), lanes, 2);
    close(offsets, [0, 0]);
    close(pulls, [1, 0, 1.5, 0]);
    expect(leafTerms(Float32Array.of(0, Number.NaN), [lanes[0]!], 2).offsets[0]).toBeNaN();
  });
});

describe("leafLosses(terms, sums, lanes) and leafGradient(terms, sums, scales)", () => {
  it("are cross entropy and p - y, times the mass that reaches the leaf", () => {
    // One lane on hard labels, one leaf reached with mass 1/2: three quarters of it are of class 1.
    const terms = leafTerms(logits.subarray(0, 2), [lanes[0]!], 2);
    const sums = { masses: Float64Array.of(1 / 2), targets: Float64Array.of(1 / 8, 3 / 8) };
    close(leafLosses(terms, sums, 1), [-(1 / 8) * ln(3 / 4) - (3 / 8) * ln(1 / 4)], 6);
    close(leafGradient(terms, sums, [1]), [3 / 8 - 1 / 8, 1 / 8 - 3 / 8], 6);
    close(leafGradient(terms, sums, [0.1]), [0.025, -0.025], 7);
  });

  it("keep lanes apart", () => {
    const terms = leafTerms(logits, lanes, 2);
    const sums = { masses: Float64Array.of(1, 0), targets: Float64Array.of(1, 0, 0, 0) };
    close(leafLosses(terms, sums, 2), [-ln(3 / 4), 0], 6);
    close(leafGradient(terms, sums, [1, 1]), [-1 / 4, 1 / 4, 0, 0], 6);
  });
});
