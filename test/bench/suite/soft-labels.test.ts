import { describe, expect, it } from "vitest";
import { plausibleLogits } from "../../../bench/suite/soft-labels.ts";

describe("plausibleLogits(images, labels, numClasses)", () => {
  it("fall with the squared distance to each class's mean image, and the right class has a bonus", () => {
    // Two pixels. The mean of class 0 is (51, 0), that of class 1 (0, 255). In parts of 255 the first image is (0, 0):
    // 0.2^2 = 0.04 from the one and 1 from the other; over 2.5 that is 0.016 and 0.4.
    // The second is (0.4, 0): 0.04 and 0.16 + 1, so 0.016 and 0.464. The third is (0, 1): 0.04 + 1 and 0, so 0.416 and 0.
    const images = Uint8Array.of(0, 0, 102, 0, 0, 255);
    const logits = plausibleLogits(images, Uint8Array.of(0, 0, 1), 2);
    const expected = [6 - 0.016, -0.4, 6 - 0.016, -0.464, -0.416, 6];
    expect(logits).toHaveLength(6);
    expected.forEach((logit, i) => {
      expect(logits[i]).toBeCloseTo(logit, 6);
    });
  });

  it("are finite for a class without images", () => {
    const logits = plausibleLogits(Uint8Array.of(255, 0), Uint8Array.of(0, 0), 2);
    expect(logits.every(Number.isFinite)).toBe(true);
  });
});
