import type { Tensor3D } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { loadEngine } from "../../src/engine/load.ts";
import { distillationGradient, type LossWeights } from "../../src/losses/distillation.ts";
import { engineNames } from "../engines.ts";

describe.each(engineNames)("distillationGradient(tf, lanes) on %s", (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await loadEngine(name);
  });

  /** One row of three classes. */
  function gradientOf(lane: LossWeights, logits: number[], teacher: number[]): number[] {
    const { tf } = engine;
    return tf.tidy(() => {
      const gradient = distillationGradient(tf, [lane]);
      const z = tf.tensor(logits, [1, 1, 3]) as Tensor3D;
      const y = tf.tensor([1, 0, 0], [1, 1, 3]);
      const result = gradient.of(z, y, tf.tensor(teacher, [1, 1, 3]), 1).dataSync();
      gradient.dispose();
      return Array.from(result);
    });
  }

  it("is p - y for alpha 0, worked by hand", () => {
    // softmax(ln 2, 0, 0) = 1/2, 1/4, 1/4
    const gradient = gradientOf({ temperature: 1, alpha: 0, scale: 1 }, [Math.LN2, 0, 0], [9, 9, 9]);
    [-0.5, 0.25, 0.25].forEach((expected, k) => void expect(gradient[k]).toBeCloseTo(expected, 6));
  });

  it("is T (p_T - q_T) for alpha 1, worked by hand", () => {
    // T = 2: p = softmax(ln 2, 0, 0), q = softmax(0, 0, ln 2) = 1/4, 1/4, 1/2
    const lane = { temperature: 2, alpha: 1, scale: 1 };
    const gradient = gradientOf(lane, [2 * Math.LN2, 0, 0], [0, 0, 2 * Math.LN2]);
    [0.5, 0, -0.5].forEach((expected, k) => void expect(gradient[k]).toBeCloseTo(expected, 6));
  });

  it("tends to (z - v) / classes for large T: Hinton, Vinyals, Dean 2015, eq. 4", () => {
    // centred logits, so that the equation holds as it stands; 3 classes
    const gradients = [50, 100, 200].map((temperature) =>
      gradientOf({ temperature, alpha: 1, scale: 1 }, [3, -1, -2], [-2, 2, 0]),
    );
    for (const gradient of gradients) {
      [5 / 3, -1, -2 / 3].forEach((expected, k) => {
        expect(Math.abs(gradient[k]! - expected)).toBeLessThan(0.06);
      });
    }
  });

  it("stays finite for logits of +-1e4", () => {
    const gradient = gradientOf({ temperature: 1, alpha: 0.5, scale: 1 }, [1e4, -1e4, 0], [-1e4, 1e4, 0]);
    expect(gradient.every(Number.isFinite)).toBe(true);
  });
});
