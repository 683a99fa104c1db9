import { beforeAll, describe, expect, it } from "vitest";
import { chooseEngine } from "../../src/engine/available.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { loadEngine } from "../../src/engine/load.ts";
import { UserError } from "../../src/user-error.ts";
import { engineNames } from "../engines.ts";

describe.each(engineNames)("the %s engine", (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await loadEngine(name);
  });

  /** Three steps of one rule on one weight with given gradients. */
  function steps(optimizer: "sgd" | "momentum" | "adam", gradients: readonly number[]): number {
    const { tf } = engine;
    const parameter = engine.parameter(Float32Array.of(1), [1]);
    const updater = engine.updater([parameter], { optimizer, learningRate: 0.1, momentum: 0.5 });
    for (const gradient of gradients) tf.tidy(() => updater.apply([tf.tensor1d([gradient])]));
    const value = parameter.read();
    const [weight] = value.dataSync();
    value.dispose();
    updater.dispose();
    parameter.dispose();
    return weight!;
  }

  it("updater() follows w - r g for sgd", () => {
    expect(steps("sgd", [1, -2, 4])).toBeCloseTo(1 - 0.1 * 3, 6);
  });

  it("updater() follows v = m v + g, w - r v for momentum", () => {
    // v: 1, then 0.5 - 2 = -1.5, then -0.75 + 4 = 3.25; their sum is 2.75
    expect(steps("momentum", [1, -2, 4])).toBeCloseTo(1 - 0.1 * 2.75, 6);
  });

  it("updater() follows Kingma & Ba's algorithm 1 for adam", () => {
    let [m, v, weight] = [0, 0, 1];
    [1, -2, 4].forEach((g, i) => {
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      const [mHat, vHat] = [m / (1 - 0.9 ** (i + 1)), v / (1 - 0.999 ** (i + 1))];
      weight -= (0.1 * mHat) / (Math.sqrt(vHat) + 1e-7);
    });
    expect(steps("adam", [1, -2, 4])).toBeCloseTo(weight, 5);
  });

  it("convFilterGradient(x, dy, shape) sums what each filter weight saw, worked by hand", () => {
    const { tf } = engine;
    // x = 1 2 3 / 4 5 6 / 7 8 9, dy = 1 0 / 0 10: weight (i, j) saw x[i][j] * 1 + x[i + 1][j + 1] * 10
    const gradient = tf.tidy(() =>
      engine
        .convFilterGradient(
          tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]),
          tf.tensor4d([1, 0, 0, 10], [1, 2, 2, 1]),
          [2, 2, 1, 1],
        )
        .dataSync(),
    );
    expect(Array.from(gradient)).toEqual([51, 62, 84, 95]);
  });

  it("dropoutMask(shape, rate, seed, counter) is 0 or 1 / (1 - rate), by seed and counter alone", () => {
    const { tf } = engine;
    const mask = (seed: number, counter: number) =>
      tf.tidy(() => engine.dropoutMask([100, 100], 0.2, seed, counter).dataSync<"float32">());
    const first = mask(1, 2);
    const dropped = first.filter((value) => value === 0).length;
    expect(new Set(first)).toEqual(new Set([0, Math.fround(1.25)]));
    expect(Math.abs(dropped / 10_000 - 0.2)).toBeLessThan(0.016); // 4 standard errors
    expect(mask(1, 2)).toEqual(first);
    expect(mask(1, 3)).not.toEqual(first);
    expect(mask(2, 2)).not.toEqual(first);
  });

  it("reluGradient, columnSums and the transposed products agree with plain arithmetic", () => {
    const { tf } = engine;
    const values = tf.tidy(() => {
      const a = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
      const b = tf.tensor2d([1, -1, 0, 2, 1, 1], [3, 2]);
      return [
        engine.reluGradient(b, tf.tensor2d([1, 0, 2, 0, 0, 3], [3, 2])),
        engine.columnSums(a),
        engine.matMulTransposedA(a, b),
        engine.matMulTransposedB(a, b),
      ].map((tensor) => Array.from(tensor.dataSync(), (value) => value + 0)); // no -0
    });
    expect(values).toEqual([
      [1, 0, 0, 0, 0, 1],
      [9, 12],
      [6, 10, 8, 12], // aT b
      [-1, 4, 3, -1, 8, 7, -1, 12, 11], // a bT
    ]);
  });
});

describe("chooseEngine(choice, native)", () => {
  const there = { state: "available", tensorflow: "2.0", tfjsNode: "4.0" } as const;
  const absent = { state: "absent", why: "its library is not set up" } as const;

  it("auto takes the native one where it is there, else the portable one", () => {
    expect(chooseEngine("auto", there)).toEqual({
      name: "native",
      id: "native: tfjs-node 4.0, TensorFlow 2.0",
    });
    expect(chooseEngine("auto", absent).name).toBe("portable");
    expect(chooseEngine("portable", there).name).toBe("portable");
  });

  it("native where it is not there is an error that names the remedy", () => {
    expect(() => chooseEngine("native", absent)).toThrow(UserError);
    expect(() => chooseEngine("native", absent)).toThrow("npm run setup:native");
  });
});
