import { describe, expect, it } from "vitest";
import { stream } from "../../src/random/stream.ts";
import { balancePrices } from "../../src/students/soft-tree-balance.ts";

const none = (inner: number) => new Float64Array(inner).fill(Number.NaN);
const close = (found: ArrayLike<number>, expected: readonly number[], digits = 12) =>
  Array.from(found).forEach((value, i) => void expect(value).toBeCloseTo(expected[i]!, digits));

describe("balancePrices(masses, averages, balancePenalty)", () => {
  it("prices the greater branch up and the smaller one down, worked by hand for a root alone", () => {
    // a = 1/4; slope of -(log a + log (1 - a)) / 2 times 0.3: 0.3 (4/3 - 4) / 2 = -0.4;
    // a = m1 / (m0 + m1): da/dm0 = -1/4, da/dm1 = 3/4
    const averages = none(1);
    close(balancePrices(Float64Array.of(3 / 4, 1 / 4), averages, 0.3), [0.1, -0.3]);
    close(averages, [1 / 4]);
  });

  it("adds the prices along a path, halved at depth 1, worked by hand", () => {
    // Masses 1/8 3/8 1/2 0.. of depth 2: the root is even; node 1 has a = 3/4, slope 0.5 * 1 * (4 - 4/3) / 2 = 2/3,
    // da/dm of its leaves -(3/8) / (1/2)^2 = -3/2 and (1/8) / (1/2)^2 = 1/2; node 2 is even.
    const averages = none(3);
    close(balancePrices(Float64Array.of(1 / 8, 3 / 8, 1 / 4, 1 / 4), averages, 1), [-1, 1 / 3, 0, 0]);
    close(averages, [1 / 2, 3 / 4, 1 / 2]);
  });

  it("takes the slope at a running average in which a batch weighs 2^-depth", () => {
    const averages = Float64Array.of(0.9, 0.25, 0.5); // the root's is forgotten
    // node 1: (0.25 + 0.75) / 2 = 1/2, where the slope is 0
    close(balancePrices(Float64Array.of(1 / 8, 3 / 8, 1 / 4, 1 / 4), averages, 1), [0, 0, 0, 0]);
    close(averages, [1 / 2, 1 / 2, 1 / 2]);
  });

  it("leaves a node alone that nothing reaches: no price, no news for its average", () => {
    const averages = Float64Array.of(Number.NaN, 0.3, Number.NaN);
    const prices = balancePrices(Float64Array.of(0, 0, 1 / 2, 1 / 2), averages, 1);
    expect(Array.from(prices).every(Number.isFinite)).toBe(true);
    expect(prices[0]).toBe(prices[1]);
    close(averages, [1, 0.3, 1 / 2]);
  });

  it("stays finite where a share is 0 or 1, and for masses that are next to nothing", () => {
    for (const masses of [
      [0, 1],
      [1, 0],
      [1e-300, 1],
      [1, 1e-19],
    ]) {
      const prices = balancePrices(Float64Array.from(masses), none(1), 1000);
      expect(Array.from(prices).every((price) => Number.isFinite(Math.fround(price)))).toBe(true);
    }
  });

  it("never pulls the sum of a node by more than half of balancePenalty, whatever its average was", () => {
    // The pull on a node's sigmoid is at most a (1 - a) (price right - price left of that node) = slope a (1 - a).
    const { uniform } = stream(1, "shares");
    for (let draw = 0; draw < 1000; draw++) {
      const a = uniform() ** 8;
      const averages = Float64Array.of(Number.NaN, 1e-9 + uniform() ** 20, 0.5);
      const masses = Float64Array.of((1 - a) / 2, a / 2, 1 / 4, 1 / 4);
      const prices = balancePrices(masses, averages, 1);
      const pull = (mass: number) => (prices[1]! - prices[0]!) * mass;
      expect(Math.abs(pull((a * (1 - a)) / 2))).toBeLessThanOrEqual(0.5);
    }
  });
});
