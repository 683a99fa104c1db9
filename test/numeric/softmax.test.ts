import { describe, expect, it } from "vitest";
import { softmax } from "../../src/numeric/softmax.ts";

describe("softmax(logits, temperature)", () => {
  it("gives the probabilities of SciPy", () => {
    // scipy.special.softmax([1, 2, 3]); softmax(np.array([1, 2, 3]) / 4)
    const atOne = [0.09003057, 0.24472847, 0.66524096];
    const atFour = [0.25427521, 0.32649584, 0.41922895];
    softmax([1, 2, 3]).forEach((p, k) => {
      expect(p).toBeCloseTo(atOne[k]!, 8);
    });
    softmax(Float32Array.of(1, 2, 3), 4).forEach((p, k) => {
      expect(p).toBeCloseTo(atFour[k]!, 8);
    });
  });

  it("is exact for extreme logits", () => {
    expect(softmax([1e4, 0, -1e4])).toEqual(Float64Array.of(1, 0, 0));
    expect(softmax([-1e4, -1e4])).toEqual(Float64Array.of(0.5, 0.5));
    expect(softmax([0, Number.NEGATIVE_INFINITY])).toEqual(Float64Array.of(1, 0));
  });

  it("gives 1 for one class and equal shares for ties", () => {
    expect(softmax([-3])).toEqual(Float64Array.of(1));
    expect(softmax([7, 7, 7, 7])).toEqual(Float64Array.of(0.25, 0.25, 0.25, 0.25));
  });

  it("is NaN everywhere when a logit is NaN, wherever it stands", () => {
    for (const logits of [
      [Number.NaN, 1, 2],
      [1e4, Number.NaN, 0],
      [1, 2, Number.NaN],
    ]) {
      expect(softmax(logits)).toEqual(Float64Array.of(Number.NaN, Number.NaN, Number.NaN));
    }
  });

  it.each([0, -1, Number.NaN])("refuses the temperature %s", (temperature) => {
    expect(() => softmax([1, 2], temperature)).toThrow("above 0");
  });
});
