import { describe, expect, it } from "vitest";
import { logSoftmax, logSoftmaxRow } from "../../src/numeric/log-softmax.ts";

describe("logSoftmax(logits, temperature)", () => {
  it("gives the values of SciPy, extreme logits among them", () => {
    // scipy.special.log_softmax([1, 2, 3]); log_softmax([1e4, 0, -1e4])
    const expected = [-2.40760596, -1.40760596, -0.40760596];
    logSoftmax([1, 2, 3]).forEach((value, k) => {
      expect(value).toBeCloseTo(expected[k]!, 8);
    });
    expect(logSoftmax([1e4, 0, -1e4])).toEqual(Float64Array.of(0, -1e4, -2e4));
  });

  it("divides the logits by the temperature", () => {
    expect(logSoftmax([2, 4, 6], 2)).toEqual(logSoftmax([1, 2, 3]));
  });

  it("is 0 for one class", () => {
    expect(logSoftmax([1e4])).toEqual(Float64Array.of(0));
  });
});

describe("logSoftmaxRow(logits, start, logProbs, temperature)", () => {
  it("writes the row that logSoftmax gives, and nothing else", () => {
    const logits = Float32Array.of(9, 9, 9, 1, 2, 3, 9);
    const logProbs = new Float64Array(3);
    logSoftmaxRow(logits, 3, logProbs, 2);
    expect(logProbs).toEqual(logSoftmax([1, 2, 3], 2));
    expect(Array.from(logits)).toEqual([9, 9, 9, 1, 2, 3, 9]);
  });
});
