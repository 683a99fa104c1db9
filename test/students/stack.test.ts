import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { loadEngine } from "../../src/engine/load.ts";
import type { LossWeights } from "../../src/losses/distillation.ts";
import { stream } from "../../src/random/stream.ts";
import { initialWeights, type LaneWeights } from "../../src/students/lane-weights.ts";
import { createStack, type TrainingBatch } from "../../src/students/stack.ts";
import type { Optimizer } from "../../src/study/schema.ts";
import { engineNames } from "../engines.ts";
import { type Matrix, referenceGradient, referenceLogits } from "./reference-network.ts";

const sizes = [7, 5, 4, 3];

function randomBatch(rows: number, paddedRows: number, inputs: number, classes: number, seed: number) {
  const { normal, int } = stream(seed, "batch");
  const features = Float32Array.from({ length: paddedRows * inputs }, normal);
  const labels = new Float32Array(paddedRows * classes);
  for (let row = 0; row < paddedRows; row++) labels[row * classes + int(classes)] = 1;
  const teacherLogits = Float32Array.from({ length: paddedRows * classes }, () => 3 * normal());
  return { rows, paddedRows, features, labels, teacherLogits } satisfies TrainingBatch;
}

/** With biases other than 0: a sample whose units are all off would sit exactly on the kink of the next layer. */
function anyWeights(seed: number): LaneWeights {
  const { normal } = stream(seed, "weights");
  return initialWeights(sizes, seed).map((values) => values.map((value) => value + 0.1 * normal()));
}

function rowsOf(values: Float32Array, width: number, rows: number): Matrix {
  return Array.from({ length: rows }, (_, row) =>
    Array.from(values.subarray(row * width, (row + 1) * width)),
  );
}

function train(
  engine: Engine,
  lanes: readonly LossWeights[],
  optimizer: Optimizer,
  steps: number,
  { inputs, rows } = { inputs: 20, rows: 48 },
) {
  const shape = [inputs, 10, 10, 10];
  const settings = { sizes: shape, lanes, optimizer, learningRate: 0.01, momentum: 0.9 };
  const stack = createStack(
    engine,
    settings,
    lanes.map(() => initialWeights(shape, 3)),
  );
  for (let step = 0; step < steps; step++) {
    const isShort = step % 5 === 4;
    stack.step(randomBatch(isShort ? 23 : rows, isShort ? 32 : rows, inputs, 10, step));
  }
  const weights = stack.read();
  stack.close();
  return weights;
}

const fingerprint = (lane: LaneWeights) =>
  lane.map((values) => createHash("sha1").update(values).digest("hex")).join();

describe.each(engineNames)("createStack(engine, settings, initial) on %s", (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await loadEngine(name);
  });

  it("step() with sgd moves by minus the finite-difference gradient of the distillation loss", () => {
    const lanes = [
      { temperature: 1, alpha: 0, scale: 1 },
      { temperature: 3, alpha: 0.7, scale: 1 },
      { temperature: 20, alpha: 1, scale: 0.5 },
    ];
    const initial = lanes.map((_, seed) => anyWeights(seed));
    const batch = randomBatch(11, 16, 7, 3, 5);
    const stack = createStack(
      engine,
      { sizes, lanes, optimizer: "sgd", learningRate: 1, momentum: 0 },
      initial,
    );
    stack.step(batch);
    const after = stack.read();
    stack.close();
    const features = rowsOf(batch.features, 7, 11);
    const labels = rowsOf(batch.labels, 3, 11).map((row) => row.indexOf(1));
    const teacher = rowsOf(batch.teacherLogits, 3, 11);
    lanes.forEach((lane, k) => {
      const gradient = referenceGradient({ sizes, ...lane }, initial[k]!, features, labels, teacher);
      gradient.forEach((expected, i) => {
        const moved = Array.from(after[k]![i]!, (value, j) => initial[k]![i]![j]! - value);
        moved.forEach((value, j) => void expect(value).toBeCloseTo(expected[j]! * lane.scale, 5));
      });
    });
  });

  it("logits() equals the plain float64 network", () => {
    const lanes = [0, 1].map(() => ({ temperature: 1, alpha: 0, scale: 1 }));
    const initial = lanes.map((_, seed) => anyWeights(seed));
    const stack = createStack(
      engine,
      { sizes, lanes, optimizer: "adam", learningRate: 1, momentum: 0 },
      initial,
    );
    const batch = randomBatch(16, 16, 7, 3, 6);
    const tensor = stack.logits(batch.features, 16);
    const logits = tensor.arraySync();
    tensor.dispose();
    stack.close();
    const expected = initial.map((weights) =>
      rowsOf(batch.features, 7, 16).map((x) => referenceLogits(sizes, weights, x)),
    );
    expect(logits.flat(2).every((value, i) => Math.abs(value - expected.flat(2)[i]!) < 1e-5)).toBe(true);
  });

  it("assign(read()) changes nothing, and close() leaves no tensor behind", () => {
    const before = engine.tf.memory().numTensors;
    const lanes = [0, 1, 2].map(() => ({ temperature: 2, alpha: 0.5, scale: 1 }));
    const initial = lanes.map((_, seed) => anyWeights(seed));
    const stack = createStack(
      engine,
      { sizes, lanes, optimizer: "adam", learningRate: 0.1, momentum: 0 },
      initial,
    );
    stack.step(randomBatch(16, 16, 7, 3, 1));
    const trained = stack.read();
    stack.assign(trained);
    expect(stack.read()).toEqual(trained);
    expect(trained).not.toEqual(initial);
    stack.close();
    expect(engine.tf.memory().numTensors).toBe(before);
  });

  it("a lane has the same bits alone and in any stack: MNIST's size and batch", () => {
    const mnist = { inputs: 784, rows: 128 };
    const lane = { temperature: 4, alpha: 0.9, scale: 1 };
    const other = { temperature: 1, alpha: 0, scale: 1 };
    const alone = fingerprint(train(engine, [lane], "adam", 6, mnist)[0]!);
    expect(fingerprint(train(engine, [other, lane], "adam", 6, mnist)[1]!)).toBe(alone);
    const amongFive = [other, other, other, lane, other];
    expect(fingerprint(train(engine, amongFive, "adam", 6, mnist)[3]!)).toBe(alone);
  });

  it.each(["sgd", "momentum", "adam"] as const)(
    "a lane has the same bits alone and in any stack: %s",
    (optimizer) => {
      const lane = { temperature: 4, alpha: 0.9, scale: 0.3 };
      const hard = { temperature: 1, alpha: 0, scale: 1 };
      const other = (k: number) => ({ temperature: 1 + k, alpha: k / 70, scale: 1 });
      const among = (count: number, at: number, tested: LossWeights) =>
        Array.from({ length: count }, (_, k) => (k === at ? tested : other(k)));
      for (const tested of [lane, hard]) {
        const alone = fingerprint(train(engine, [tested], optimizer, 30)[0]!);
        expect(fingerprint(train(engine, among(7, 3, tested), optimizer, 30)[3]!)).toBe(alone);
        expect(fingerprint(train(engine, among(60, 50, tested), optimizer, 30)[50]!)).toBe(alone);
      }
    },
  );
});
