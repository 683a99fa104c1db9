import { describe, expect, it } from "vitest";
import { type Dataset, transferSize } from "../../src/data/dataset.ts";
import { loadDataset } from "../../src/data/load.ts";
import { stream } from "../../src/random/stream.ts";
import type { MlpLaneSpec } from "../../src/students/network.ts";
import { trainStack } from "../../src/students/train-stack.ts";
import { loadVariant, stackVariants } from "../engines.ts";
import { wholeTrainingSet } from "../training/whole-training-set.ts";

const lane: MlpLaneSpec = {
  kind: "mlp",
  hidden: [10, 10],
  activation: "relu",
  temperature: 3,
  alpha: 0.7,
  optimizer: "adam",
  learningRate: 0.002,
  momentum: 0,
  weightDecay: 0,
  schedule: "constant",
  warmupSteps: 0,
  labelSmoothing: 0,
  batchSize: 128,
  epochs: 1,
};
const lanesOf = (count: number, change: Partial<MlpLaneSpec> = {}) =>
  Array.from({ length: count }, (_, k) => ({ ...lane, temperature: 1 + k, ...change }));

function anyLogits({ splits, numClasses }: Dataset): Float32Array {
  const { normal } = stream(1, "logits");
  const rows = splits.train.length + splits.validation.length + splits.test.length;
  return Float32Array.from({ length: rows * numClasses }, () => 3 * normal());
}

describe.each(stackVariants)("trainStack(engine, job, extraPoints, report) on %s", (name) => {
  it("leaves nothing behind: 100 stacks, with lanes that stop early, keep tensors and memory where they were", async () => {
    const engine = await loadVariant(name);
    const dataset = await loadDataset(
      { name: "mnist", trainLimit: 400, testLimit: 100, validation: 100, splitSeed: 0 },
      1,
    );
    const teacherLogits = anyLogits(dataset);
    const lanes = lanesOf(6, { epochs: 3, patience: 1 });
    const train = (seed: number) =>
      trainStack(
        engine,
        { lanes, seed, role: "student", dataset, trainingSet: wholeTrainingSet(dataset, teacherLogits) },
        new Float32Array(0),
        () => undefined,
      );
    for (let seed = 0; seed < 30; seed++) await train(seed); // caches of TensorFlow, of V8 and of the loss fill up
    const tensors = engine.tf.memory().numTensors;
    const before = process.memoryUsage().rss;
    for (let seed = 30; seed < 130; seed++) await train(seed);
    expect(engine.tf.memory().numTensors).toBe(tensors);
    expect(process.memoryUsage().rss - before).toBeLessThan(20e6); // a leak of one weight tensor a stack: 40 MB
  });

  it("takes less than 250 MB above the loaded engine for 54 MNIST students, data apart", async () => {
    const engine = await loadVariant(name);
    const dataset = await loadDataset(
      { name: "mnist", trainLimit: 10_000, validation: 6000, splitSeed: 0 },
      1,
    );
    expect(transferSize(dataset)).toBe(10_000);
    const teacherLogits = anyLogits(dataset);
    engine.tf.ones([10]).dispose();
    const before = process.memoryUsage().rss;
    await trainStack(
      engine,
      {
        lanes: lanesOf(54, { epochs: 2 }),
        seed: 1,
        role: "student",
        dataset,
        trainingSet: wholeTrainingSet(dataset, teacherLogits),
      },
      new Float32Array(0),
      () => undefined,
    );
    const peak = process.resourceUsage().maxRSS * 1024; // of the whole process so far: if anything, too much
    expect(peak - before).toBeLessThan(250e6);
  });
});
