import { describe, expect, it } from "vitest";
import { calibration } from "../../src/metrics/calibration.ts";

describe("calibration(bins)", () => {
  it("is 0 when each bin is right as often as it says", () => {
    const ece = calibration(15);
    for (const isCorrect of [true, true, true, false]) ece.add(0.75, isCorrect);
    expect(ece.error()).toBe(0);
  });

  it("puts a value on a bin's edge into the lower bin", () => {
    // Bins of 1/2: 0.5 belongs to (0, 1/2]; 0.75 alone to (1/2, 1]. Were 0.5 in the upper bin, the two would cancel.
    const ece = calibration(2);
    ece.add(0.5, true);
    ece.add(0.75, false);
    expect(ece.error()).toBeCloseTo((0.5 + 0.75) / 2, 14);
  });

  it("lets errors of opposite signs in one bin cancel", () => {
    const ece = calibration(1);
    ece.add(0.5, true);
    ece.add(0.5, false);
    expect(ece.error()).toBe(0);
  });

  it("has a bin for 0 and one for 1", () => {
    const ece = calibration(15);
    ece.add(0, true);
    ece.add(1, false);
    expect(ece.error()).toBe(1);
  });
});
