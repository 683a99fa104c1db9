import type { Tensor, Tensor3D } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { chooseEngine } from "../../src/engine/available.ts";
import { dropoutRate, type Engine, valuesOf } from "../../src/engine/engine.ts";
import { loadEngine } from "../../src/engine/load.ts";
import { stream } from "../../src/random/stream.ts";
import type { Activation } from "../../src/study/schema.ts";
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
    const updater = engine.updater([parameter], { optimizer, momentum: 0.5 });
    for (const gradient of gradients) tf.tidy(() => updater.apply([tf.tensor1d([gradient])], 0.1));
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

  it("updater(parameters, rule, from) goes on where another's state() was", () => {
    const { tf } = engine;
    for (const optimizer of ["sgd", "momentum", "adam"] as const) {
      const gradients = [1, -2, 4, 0.5];
      const first = engine.parameter(Float32Array.of(1), [1]);
      const before = engine.updater([first], { optimizer, momentum: 0.5 });
      for (const gradient of gradients.slice(0, 2)) {
        tf.tidy(() => before.apply([tf.tensor1d([gradient])], 0.1));
      }
      const second = engine.parameter(valuesOf(first), [1]);
      const after = engine.updater([second], { optimizer, momentum: 0.5 }, before.state());
      for (const gradient of gradients.slice(2)) tf.tidy(() => after.apply([tf.tensor1d([gradient])], 0.1));
      expect(valuesOf(second)[0]).toBe(steps(optimizer, gradients));
      for (const held of [first, before, second, after]) held.dispose();
    }
  });

  it("dropoutMask(shape, rate, seed, counter) is 0 or 1, by seed and counter alone", () => {
    const { tf } = engine;
    const mask = (seed: number, counter: number) =>
      tf.tidy(() => engine.dropoutMask([100, 100], 0.2, seed, counter).dataSync<"float32">());
    const first = mask(1, 2);
    const dropped = first.filter((value) => value === 0).length;
    expect(new Set(first)).toEqual(new Set([0, 1]));
    expect(Math.abs(dropped / 10_000 - 0.2)).toBeLessThan(0.016); // 4 standard errors
    expect(mask(1, 2)).toEqual(first);
    expect(mask(1, 3)).not.toEqual(first);
    expect(mask(2, 2)).not.toEqual(first);
  });

  it("dropoutMask(shape, rate, seed, counter) keeps one of 256 at the highest rate, and takes all sizes", () => {
    const { tf } = engine;
    expect(dropoutRate(0.999)).toBe(255 / 256);
    expect(dropoutRate(0.25)).toBe(0.25);
    const mask = tf.tidy(() => engine.dropoutMask([99, 101], 0.999, 1, 1).dataSync<"float32">());
    expect(mask).toHaveLength(9999);
    const kept = mask.filter((value) => value === 1).length;
    expect(Math.abs(kept - 9999 / 256)).toBeLessThan(25); // 39 expected, 4 standard deviations of 6.2
  });

  it("columnSums and the products agree with plain arithmetic", () => {
    const { tf } = engine;
    const values = tf.tidy(() => {
      const a = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
      const b = tf.tensor2d([1, -1, 0, 2, 1, 1], [3, 2]);
      const [a3, b3] = [a, b].map((matrix) => tf.stack([matrix, tf.neg(matrix)]) as Tensor3D) as Pair;
      return [
        engine.columnSums(a),
        engine.matMulTransposedA(a, b),
        engine.matMulTransposedB(a, b),
        engine.matMul(a, tf.tensor2d([1, 0, 2, -1], [2, 2])),
        engine.matMulTransposedA(a3, b3),
        engine.matMulTransposedB(a3, b3),
      ].map((tensor) => numbersOf(tensor));
    });
    const [aTb, abT] = [
      [6, 10, 8, 12],
      [-1, 4, 3, -1, 8, 7, -1, 12, 11],
    ];
    expect(values).toEqual([[9, 12], aTb, abT, [5, -2, 11, -4, 17, -6], [...aTb, ...aTb], [...abT, ...abT]]);
  });

  // The portable engine takes products of the second size one by one.
  it.each([
    { out: 5, inner: 7, rows: 48 },
    { out: 60, inner: 70, rows: 128 },
  ])(
    "a batched product of one matrix is that of the same matrix among others, bit for bit: $out x $inner",
    ({ out, inner, rows }) => {
      const { tf } = engine;
      const values = (seed: number, shape: [number, number, number]) =>
        tf.tensor3d(
          Float32Array.from({ length: shape[0] * shape[1] * shape[2] }, stream(seed, "values").normal),
          shape,
        );
      const [a, b, c] = [values(0, [3, out, rows]), values(1, [3, inner, rows]), values(2, [3, out, inner])];
      const products = (x: Tensor3D, y: Tensor3D, z: Tensor3D) => [
        engine.matMulTransposedB(x, y), // [out, rows] by [inner, rows]
        engine.matMulTransposedA(x, z), // [out, rows] by [out, inner]
        engine.matMul(z, y), // [out, inner] by [inner, rows]
      ];
      for (let lane = 0; lane < 3; lane++) {
        const laneOf = (tensor: Tensor3D) => tf.slice(tensor, lane, 1);
        const bitsOf = (tensors: Tensor3D[]) => tensors.map((tensor) => Array.from(tensor.dataSync()));
        const alone = tf.tidy(() => bitsOf(products(laneOf(a), laneOf(b), laneOf(c))));
        expect(tf.tidy(() => bitsOf(products(a, b, c).map(laneOf)))).toEqual(alone);
      }
      tf.dispose([a, b, c]);
    },
  );

  it("activate(kind, x) and activationGradient(kind, gradient, output) are the functions and their slopes", () => {
    const { tf } = engine;
    // Math's own functions; slopes: 1 above 0; 1 - tanh^2; s (1 - s)
    const inputs = [-2, -0.5, 0, 0.25, 3];
    const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
    const plain = {
      relu: [(x: number) => Math.max(x, 0), (x: number) => (x > 0 ? 1 : 0)],
      tanh: [Math.tanh, (x: number) => 1 / Math.cosh(x) ** 2],
      sigmoid: [sigmoid, (x: number) => sigmoid(x) * sigmoid(-x)],
    } as const;
    for (const [kind, [of, slope]] of Object.entries(plain)) {
      const [outputs, gradients] = tf.tidy(() => {
        const output = engine.activate(kind as Activation, tf.tensor1d(inputs));
        const gradient = engine.activationGradient(
          kind as Activation,
          tf.tensor1d([1, -2, 3, -4, 5]),
          output,
        );
        return [numbersOf(output), numbersOf(gradient)];
      });
      inputs.forEach((x, i) => {
        expect(outputs[i]).toBeCloseTo(of(x), 6);
        expect(gradients[i]).toBeCloseTo([1, -2, 3, -4, 5][i]! * slope(x), 6);
      });
    }
  });

  it("activate(kind, x) passes a NaN on: a network that is broken below must not look sound above", () => {
    const { tf } = engine;
    for (const kind of ["relu", "tanh", "sigmoid"] as const) {
      // 17 numbers: whole vectors and a rest
      const x = Array.from({ length: 17 }, (_, i) => (i === 3 || i === 16 ? Number.NaN : i - 8));
      const output = tf.tidy(() => engine.activate(kind, tf.tensor1d(x)).dataSync());
      expect([kind, ...Array.from(output, Number.isNaN)]).toEqual([kind, ...x.map(Number.isNaN)]);
    }
  });
});

type Pair = [Tensor3D, Tensor3D];

const numbersOf = (tensor: Tensor) => Array.from(tensor.dataSync<"float32">(), (value) => value + 0); // no -0

describe("chooseEngine(choice, native)", () => {
  const there = { state: "available", tensorflow: "2.0", tfjsNode: "4.0", laneKernel: null } as const;
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
