import { beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { loadEngine } from "../../src/engine/load.ts";
import { distillationGradient, type LossWeights } from "../../src/losses/distillation.ts";
import { engineNames } from "../engines.ts";

type Matrix = readonly (readonly number[])[];

const hard: LossWeights = { temperature: 1, alpha: 0, labelSmoothing: 0, scale: 1 };

describe.each(engineNames)("distillationGradient(tf, lanes, numClasses) on %s", (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await loadEngine(name);
  });

  /** Rows of three classes, the first class right; numbers as `[rows][classes]`. */
  function gradientsOf(
    lane: Partial<LossWeights>,
    logits: Matrix,
    teacher: Matrix,
    rows = logits.length,
    batchRows = rows,
  ) {
    const { tf } = engine;
    const unitsFirst = (values: Matrix) => {
      const columns = [0, 1, 2].map((c) => values.map((row) => row[c]!));
      return tf.tensor3d([columns]);
    };
    return tf.tidy(() => {
      const gradient = distillationGradient(tf, [{ ...hard, ...lane }], 3);
      const labels = unitsFirst(logits.map(() => [1, 0, 0]));
      const result = gradient
        .of(unitsFirst(logits), labels, unitsFirst(teacher), rows, batchRows)
        .arraySync()[0]!;
      gradient.dispose();
      return logits.map((_, row) => result.map((ofClass) => ofClass[row]!));
    });
  }

  const gradientOf = (lane: Partial<LossWeights>, logits: number[], teacher: number[]) =>
    gradientsOf(lane, [logits], [teacher])[0]!;

  function expectClose(gradient: readonly number[], expected: readonly number[]) {
    expected.forEach((value, c) => void expect(gradient[c]).toBeCloseTo(value, 6));
  }

  it("is p - y for alpha 0, worked by hand", () => {
    // softmax(ln 2, 0, 0) = 1/2, 1/4, 1/4
    expectClose(gradientOf({}, [Math.LN2, 0, 0], [9, 9, 9]), [-0.5, 0.25, 0.25]);
  });

  it("is p - y for smoothed labels, worked by hand", () => {
    // smoothing 0.3 over 3 classes: y = 0.8, 0.1, 0.1
    expectClose(gradientOf({ labelSmoothing: 0.3 }, [Math.LN2, 0, 0], [9, 9, 9]), [-0.3, 0.15, 0.15]);
  });

  it("is T (p_T - q_T) for alpha 1, whatever the labels and their smoothing, worked by hand", () => {
    // T = 2: p = softmax(ln 2, 0, 0), q = softmax(0, 0, ln 2) = 1/4, 1/4, 1/2
    const lane = { temperature: 2, alpha: 1, labelSmoothing: 0.5 };
    expectClose(gradientOf(lane, [2 * Math.LN2, 0, 0], [0, 0, 2 * Math.LN2]), [0.5, 0, -0.5]);
  });

  it("is the mean over the rows that count, by the lane's scale; the others have no part", () => {
    // two rows of p - y = -1/2, 1/4, 1/4 and -3/4, 1/2, 1/4 (softmax(0, ln 2, 0)), half of 10 times each; then padding
    const logits = [
      [Math.LN2, 0, 0],
      [0, Math.LN2, 0],
      [5, 6, 7],
    ];
    const [first, second, padding] = gradientsOf({ scale: 10 }, logits, logits, 2);
    expectClose(first!, [-2.5, 1.25, 1.25]);
    expectClose(second!, [-3.75, 2.5, 1.25]);
    expect(padding!.every((value) => value === 0)).toBe(true);
  });

  it("is a part of a larger batch's mean: each row weighs 1 / batchRows", () => {
    const [gradient] = gradientsOf({}, [[Math.LN2, 0, 0]], [[9, 9, 9]], 1, 4);
    expectClose(gradient!, [-0.125, 0.0625, 0.0625]);
  });

  it("tends to (z - v) / classes for large T: Hinton, Vinyals, Dean 2015, eq. 4", () => {
    // centred logits, so that the equation holds as it stands; 3 classes
    const gradients = [50, 100, 200].map((temperature) =>
      gradientOf({ temperature, alpha: 1 }, [3, -1, -2], [-2, 2, 0]),
    );
    for (const gradient of gradients) {
      [5 / 3, -1, -2 / 3].forEach((expected, k) => {
        expect(Math.abs(gradient[k]! - expected)).toBeLessThan(0.06);
      });
    }
  });

  it("stays finite for logits of +-1e4", () => {
    const gradient = gradientOf({ alpha: 0.5, labelSmoothing: 0.1 }, [1e4, -1e4, 0], [-1e4, 1e4, 0]);
    expect(gradient.every(Number.isFinite)).toBe(true);
  });

  it("is not finite in a row with a logit that is not", () => {
    for (const logit of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(gradientOf({}, [0, logit, 0], [0, 0, 0]).every(Number.isNaN)).toBe(true);
    }
  });
});
