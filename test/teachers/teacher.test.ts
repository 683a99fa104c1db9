import { beforeAll, describe, expect, it } from "vitest";
import { moonsDataset } from "../../src/data/moons.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { loadEngine } from "../../src/engine/load.ts";
import { argmax } from "../../src/numeric/argmax.ts";
import { initialWeights } from "../../src/students/lane-weights.ts";
import { type TrainedTeacherSpec, teacherSchema } from "../../src/study/schema.ts";
import { heUniformWeights } from "../../src/teachers/initial-weights.ts";
import { teacherLayers } from "../../src/teachers/layers.ts";
import { loadTeacher, teacherFiles, trainTeacher } from "../../src/teachers/teacher.ts";
import { logitsByLane } from "../../src/training/evaluate.ts";
import { engineNames } from "../engines.ts";
import { strokes } from "./strokes.ts";

const dataset = strokes(240);
const seed = 7;
const noPoints = new Float32Array();

const teacher = (fields: object) =>
  teacherSchema.parse({
    name: "teacher",
    kind: "mlp",
    hidden: [32, 32],
    epochs: 6,
    learningRate: 0.005,
    batchSize: 32,
    ...fields,
  }) as TrainedTeacherSpec;

const regularized = { dropout: { input: 0.1, hidden: 0.25 }, jitter: 1 };

function accuracyOf(testLogits: Float32Array): number {
  const { numClasses, labels, splits } = dataset;
  const right = splits.test.filter(
    (id, row) => argmax(testLogits, row * numClasses, numClasses) === labels[id],
  );
  return right.length / splits.test.length;
}

describe.each(engineNames)("trainTeacher(engine, training, extraPoints, report) on %s", (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await loadEngine(name);
  });

  const train = (spec: TrainedTeacherSpec, points = noPoints, on = dataset) =>
    trainTeacher(engine, { spec, dataset: on, seed, teacherLogits: null }, points, () => undefined);

  it("learns with dropout and jitter: the loss falls, and far more than a third of new images is right", async () => {
    const losses: number[] = [];
    const { testLogits, curve } = await trainTeacher(
      engine,
      { spec: teacher(regularized), dataset, seed, teacherLogits: null },
      noPoints,
      ({ loss }) => void losses.push(loss!),
    );
    expect(curve).toHaveLength(6);
    expect(losses.at(-1)!).toBeLessThan(0.75 * losses[0]!);
    // 20 of 60 right by chance, standard deviation 3.7
    expect(accuracyOf(testLogits)).toBeGreaterThan(0.7);
  });

  it("shifts an image anew each time that it is seen, by no more than `jitter`", async () => {
    // One training image of 5 x 5 whose middle is lit: without a hidden layer, the rows of the kernel that are moved by its
    // twelve steps are the pixels on which the middle fell.
    const one = (id: number) => Uint32Array.of(id);
    const values = new Uint8Array(3 * 25).fill(255, 12, 13);
    const content = { features: { kind: "bytes", values }, labels: Uint8Array.of(1, 0, 0) } as const;
    const splits = { train: one(0), validation: one(1), test: one(2) };
    const point = { ...dataset, ...content, inputShape: [5, 5, 1], splits };
    const spec = teacher({ hidden: [], jitter: 1, optimizer: "sgd", epochs: 12 });
    const trained = await train(spec, noPoints, point);
    const initial = heUniformWeights([25], teacherLayers(spec, 3), seed)[0]!;
    const moved = new Set(
      Array.from(trained.weights[0]!.keys())
        .filter((i) => trained.weights[0]![i] !== initial[i])
        .map((i) => Math.floor(i / 3)),
    );
    expect(moved.size).toBeGreaterThan(3); // of nine places twelve shifts hit three or fewer once in 6,500
    expect([6, 7, 8, 11, 12, 13, 16, 17, 18]).toEqual(expect.arrayContaining([...moved]));
  });

  it("trains by dropout and by jitter: each of them changes the weights, and the same seed gives the same bits", async () => {
    const few = { epochs: 1 };
    const [both, again] = [
      await train(teacher({ ...regularized, ...few })),
      await train(teacher({ ...regularized, ...few })),
    ];
    expect(again.weights).toEqual(both.weights);
    const withoutJitter = await train(teacher({ ...regularized, ...few, jitter: 0 }));
    const withoutDropout = await train(teacher({ jitter: 1, ...few }));
    expect(withoutJitter.weights).not.toEqual(both.weights);
    expect(withoutDropout.weights).not.toEqual(both.weights);
  });

  it.each([
    ["mlp with dropout and jitter", teacher({ ...regularized, epochs: 1, activation: "tanh" })],
    ["mlp", teacher({ epochs: 1 })],
    ["conv with jitter", teacher({ kind: "conv", filters: 2, jitter: 1, epochs: 1 })],
  ])("leaves files from which loadTeacher() gives the same logits: %s", async (_, spec) => {
    const tensors = engine.tf.memory().numTensors;
    const trained = await train(spec);
    const { bytes } = teacherFiles(spec, dataset, trained.weights).find(
      (file) => file.name === "weights.bin",
    )!;
    const loaded = loadTeacher(engine, spec, dataset, new Float32Array(Uint8Array.from(bytes).buffer));
    const [logits] = logitsByLane(loaded.logits, dataset.numClasses, dataset.splits.test, 1);
    loaded.close();
    expect(logits).toEqual(trained.testLogits);
    expect(engine.tf.memory().numTensors).toBe(tensors);
  });

  it.each([
    ["conv", teacher({ kind: "conv", filters: 2, jitter: 1, epochs: 0 })],
    ["mlp with dropout", teacher({ ...regularized, epochs: 0 })],
    ["mlp", teacher({ epochs: 0 })],
  ])("leaves a teacher of no epochs as it starts: %s", async (_, spec) => {
    const { weights, curve, keptEpoch, testLogits } = await train(spec);
    const alone = spec.kind === "conv" || spec.jitter > 0;
    const inputShape = spec.kind === "conv" ? [8, 8, 1] : [64];
    const initial = alone
      ? heUniformWeights(inputShape, teacherLayers(spec, 3), seed)
      : initialWeights([64, 32, 32, 3], seed, "teacher");
    expect(weights).toEqual(initial);
    expect({ curve, keptEpoch }).toEqual({ curve: [], keptEpoch: 0 });
    expect(testLogits).toHaveLength(60 * 3);
    expect(testLogits.every(Number.isFinite)).toBe(true);
  });

  it("gives the points of a picture the logits that samples at the same places have", async () => {
    const moons = moonsDataset({ name: "moons", n: 60, validation: 32, test: 16, noise: 0.1, seed: 1 });
    const points = (moons.features.values as Float32Array).slice(-32);
    const spec = teacher({ dropout: { input: 0, hidden: 0.2 }, hidden: [4], epochs: 1 });
    const trained = await train(spec, points, moons);
    expect(trained.extraLogits).toEqual(trained.testLogits);
  });
});
