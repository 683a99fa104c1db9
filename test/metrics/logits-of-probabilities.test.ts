import { describe, expect, it } from "vitest";
import { logitsOfProbabilities } from "../../src/metrics/logits-of-probabilities.ts";
import { softmax } from "../../src/numeric/softmax.ts";

describe("logitsOfProbabilities(probs)", () => {
  it("is undone by softmax", () => {
    const probs = [0.125, 0.25, 0.625];
    softmax(logitsOfProbabilities(probs)).forEach((p, k) => {
      expect(p).toBeCloseTo(probs[k]!, 6);
    });
  });

  it("turns 0 and 1 into logits 16.1 nats apart", () => {
    // ln(1e-7) = -16.11809565095832
    expect(Array.from(logitsOfProbabilities([0, 1]))).toEqual([Math.fround(-16.11809565095832), 0]);
  });

  it.each([-0.1, 1.1, Number.NaN])("refuses %s", (p) => {
    expect(() => logitsOfProbabilities([p])).toThrow("0 to 1");
  });
});
