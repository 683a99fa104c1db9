import { describe, expect, it } from "vitest";
import { moonsBayesAccuracy } from "../../src/data/bayes-accuracy.ts";

describe("moonsBayesAccuracy(noise)", () => {
  // NumPy: density of each class by 64 Gauss-Legendre nodes over the angle, 1 - mean of min(f0, f1) on a grid of noise / 40.
  it.each([
    [0.1, 0.9993571890165862],
    [0.2, 0.9710433234934635],
    [0.3, 0.9145897622582133],
    [0.35, 0.8872990436992549],
    [0.5, 0.8233197034764115],
    [1, 0.7121519351495027],
    [3, 0.5821712166482647],
  ])("at a noise of %s is the value of a finer quadrature", (noise, expected) => {
    expect(Math.abs(moonsBayesAccuracy(noise) - expected)).toBeLessThan(1e-5);
  });

  it("is the share that the likelihood ratio gets right in a large sample", () => {
    // NumPy: 6,000,000 points of continuous arcs at noise 0.3, classified by the two densities: 0.914653 (mean of the
    // seeds 1, 2, 3), standard error 0.000114. scikit-learn's make_moons(2_000_000, noise=0.3, random_state=5): 0.914521.
    expect(Math.abs(moonsBayesAccuracy(0.3) - 0.914653)).toBeLessThan(3 * 0.000114);
    expect(Math.abs(moonsBayesAccuracy(0.3) - 0.914521)).toBeLessThan(3 * 0.000198);
  });

  it("is 1 without noise, and falls towards 1/2", () => {
    const values = [0, 0.01, 0.045, 0.05, 0.1, 0.3, 1, 10].map(moonsBayesAccuracy);
    expect(values.slice(0, 3)).toEqual([1, 1, 1]);
    expect(values).toEqual([...values].sort((a, b) => b - a));
    expect(values[3]).toBeGreaterThan(1 - 1e-6);
    expect(values.at(-1)).toBeGreaterThan(0.5);
    expect(values.at(-1)).toBeLessThan(0.53);
  });
});
