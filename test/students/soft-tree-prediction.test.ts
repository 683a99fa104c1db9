import { describe, expect, it } from "vitest";
import { softTreeLogits } from "../../src/students/soft-tree-prediction.ts";

const ln = Math.log;
const close = (found: ArrayLike<number>, expected: readonly number[]) =>
  Array.from(found).forEach((value, i) => void expect(value).toBeCloseTo(expected[i]!, 6));

/** Leaves of 1/4 3/4 and 1/2 1/2. */
const leaves = Float32Array.of(7, 7 + ln(3), -5, -5);

describe("softTreeLogits(paths, leafLogits, rows, prediction)", () => {
  // [leaves, rows]: the first row goes left, the second right, the third both ways alike
  const paths = Float32Array.of(0.75, 0.25, 0.5, 0.25, 0.75, 0.5);

  it("gives the log probabilities of the likeliest leaf, the first of two that are equal", () => {
    const found = softTreeLogits(paths, leaves, 3, "likeliest-leaf");
    close(found, [ln(1 / 4), ln(3 / 4), ln(1 / 2), ln(1 / 2), ln(1 / 4), ln(3 / 4)]);
  });

  it("gives the log of the mean of all leaves by path probability", () => {
    // 3/4 * 1/4 + 1/4 * 1/2 = 5/16; 1/16 + 3/8 = 7/16; 1/8 + 1/4 = 3/8
    const found = softTreeLogits(paths, leaves, 3, "all-leaves");
    close(found, [ln(5 / 16), ln(11 / 16), ln(7 / 16), ln(9 / 16), ln(3 / 8), ln(5 / 8)]);
  });

  it("cuts off the mean of all leaves below at 1e-7, and logits of any size are safe", () => {
    const sure = Float32Array.of(1e4, 0, 1e4, 0);
    close(softTreeLogits(paths, sure, 3, "all-leaves").subarray(0, 2), [0, ln(1e-7)]);
    close(softTreeLogits(paths, sure, 3, "likeliest-leaf").subarray(0, 2), [0, -1e4]);
  });

  it("is NaN where a path probability is, and only there", () => {
    const broken = Float32Array.of(0.75, 0.25, 0.25, Number.NaN);
    for (const prediction of ["likeliest-leaf", "all-leaves"] as const) {
      const found = softTreeLogits(broken, leaves, 2, prediction);
      expect(Array.from(found, Number.isNaN)).toEqual([false, false, true, true]);
    }
  });
});
