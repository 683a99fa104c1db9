import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { klDivergence } from "../../src/numeric/kl-divergence.ts";

const logits = fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { minLength: 3, maxLength: 3 });

describe("klDivergence(p, q)", () => {
  it("is zero when p equals q", () => {
    expect(klDivergence([1, 2, 3], [1, 2, 3])).toBe(0);
    expect(klDivergence([1, 2, 3], [11, 12, 13])).toBeCloseTo(0, 12);
  });

  it("gives the value of SciPy at temperatures 1 and 2", () => {
    // scipy.stats.entropy(softmax([1, 2, 3]), softmax([3, 1, 0])), and both divided by 2
    expect(klDivergence([1, 2, 3], [3, 1, 0])).toBeCloseTo(1.822630247150408, 12);
    expect(klDivergence([1, 2, 3], [3, 1, 0], 2)).toBeCloseTo(0.5110939196830928, 12);
  });

  it("is finite and not negative for extreme logits", () => {
    expect(klDivergence([1e4, -1e4], [-1e4, 1e4])).toBe(2e4); // all of p lies where ln q is -2e4
    fc.assert(
      fc.property(logits, logits, (p, q) => {
        const divergence = klDivergence(p, q);
        expect(divergence >= 0 && divergence < 1e5).toBe(true);
      }),
    );
  });

  it("takes no part in a class that p excludes, and is infinite for one that q excludes", () => {
    expect(klDivergence([0, Number.NEGATIVE_INFINITY], [0, 0])).toBeCloseTo(Math.LN2, 12);
    expect(klDivergence([0, 0], [0, Number.NEGATIVE_INFINITY])).toBe(Number.POSITIVE_INFINITY);
  });

  it("is 0 for one class", () => {
    expect(klDivergence([5], [-5])).toBe(0);
  });

  it("is NaN when a logit is NaN", () => {
    expect(klDivergence([Number.NaN, 1], [0, 1])).toBeNaN();
    expect(klDivergence([0, 1], [0, Number.NaN])).toBeNaN();
  });

  it("refuses logits of different lengths", () => {
    expect(() => klDivergence([1], [1, 2])).toThrow("got 1 and 2");
  });
});
