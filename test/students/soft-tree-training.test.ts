import { beforeAll, describe, expect, it } from "vitest";
import { moonsDataset } from "../../src/data/moons.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { loadEngine } from "../../src/engine/load.ts";
import { stream } from "../../src/random/stream.ts";
import type { LaneSpec } from "../../src/students/network.ts";
import { initialSoftTree } from "../../src/students/soft-tree-weights.ts";
import { type LaneOutcome, trainStack } from "../../src/students/train-stack.ts";
import { engineNames, loadVariant, stackVariants } from "../engines.ts";
import { wholeTrainingSet } from "../training/whole-training-set.ts";
import { images } from "./images.ts";
import { laneSpec, trained } from "./lanes.ts";
import { fingerprint } from "./samples.ts";
import { softTreeSpec } from "./soft-trees.ts";

const seed = 5;
/** 10 steps of 16 rows an epoch. */
const dataset = images(160);
const shape = { inputs: 40, depth: 3, numClasses: 3 };

/** Those of a teacher that is right and fairly sure. */
const { normal } = stream(2, "teacher");
const teacherLogits = Float32Array.from(
  { length: 250 * 3 },
  (_, i) => normal() + (i % 3 === dataset.labels[Math.floor(i / 3)] ? 4 : 0),
);

const run = (engine: Engine, lanes: readonly LaneSpec[]) =>
  trainStack(
    engine,
    { lanes, seed, role: "student", dataset, trainingSet: wholeTrainingSet(dataset, teacherLogits) },
    new Float32Array(),
    () => undefined,
  );

function bits(outcome: LaneOutcome) {
  if (outcome.state === "diverged") return outcome;
  const { weights, validationLogits, testLogits, extraLogits, ...rest } = outcome;
  return { ...rest, bits: fingerprint(...weights, validationLogits, testLogits, extraLogits) };
}

describe.each(stackVariants)("trainStack(engine, job, extraPoints, report) of soft trees on %s", (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await loadVariant(name);
  });

  it("learns two moons, which no line parts, from labels, from a teacher and from both, from leaves that start alike", async () => {
    const moons = moonsDataset({ name: "moons", n: 320, validation: 200, test: 200, noise: 0.1, seed: 1 });
    const common = { batchSize: 16, epochs: 12, learningRate: 0.2, depth: 3, inverseTemperature: 5 } as const;
    const lanes = [
      softTreeSpec(common),
      softTreeSpec({ ...common, alpha: 1, temperature: 2 }),
      softTreeSpec({
        ...common,
        alpha: 0.5,
        temperature: 2,
        prediction: "all-leaves",
        inverseTemperature: 2,
      }),
      softTreeSpec({ ...common, depth: 1 }), // one line
    ];
    const sure = Float32Array.from({ length: 2 * 720 }, (_, i) => (i % 2 === moons.labels[i >> 1] ? 4 : 0));
    const accuracies: number[] = [];
    for (const lane of [lanes.slice(0, 3), lanes.slice(3)]) {
      const job = {
        lanes: lane,
        seed,
        role: "student",
        dataset: moons,
        trainingSet: wholeTrainingSet(moons, sure),
      } as const;
      const outcomes = await trainStack(engine, job, new Float32Array(), () => undefined);
      accuracies.push(...trained(outcomes).map(({ curve }) => curve.at(-1)!));
    }
    for (const accuracy of accuracies.slice(0, 3)) expect(accuracy).toBeGreaterThan(0.97);
    expect(accuracies[3]).toBeLessThan(0.92);
  });

  it("lets lanes leave that stop early: each has the bits that it has alone, and no tensor stays behind", async () => {
    const common = { optimizer: "momentum", batchSize: 16, epochs: 15, patience: 2 } as const;
    const lanes = [
      softTreeSpec({ ...common, learningRate: 0.3 }),
      softTreeSpec({ ...common, learningRate: 0.01, balancePenalty: 1 }),
      softTreeSpec({ ...common, learningRate: 0.1, alpha: 0.5, temperature: 4, prediction: "all-leaves" }),
      softTreeSpec({
        ...common,
        learningRate: 0.05,
        labelSmoothing: 0.1,
        weightDecay: 0.3,
        inverseTemperature: 2,
      }),
    ];
    const tensors = engine.tf.memory().numTensors;
    const together = await run(engine, lanes);
    expect(engine.tf.memory().numTensors).toBe(tensors);
    const lengths = trained(together).map(({ curve }) => curve.length);
    expect(new Set(lengths).size).toBeGreaterThan(1); // they do leave at different times
    for (const [k, lane] of lanes.entries()) {
      const [alone] = await run(engine, [lane]);
      expect([k, bits(together[k]!)]).toEqual([k, bits(alone!)]);
    }
  });

  it("reports the first step whose loss was not finite, and the other lanes do not notice", async () => {
    // Rate 1 and decay 100,001: each step multiplies the filters by -1e5. They are about 0.1 at first, 1e34 in step 8 and
    // beyond any float32 in step 9, the last but one of epoch 1; infinite filters of both signs add up to NaN.
    const common = { optimizer: "sgd", batchSize: 16, epochs: 3, learningRate: 0.05 } as const;
    const absurd = softTreeSpec({ ...common, learningRate: 1, weightDecay: 100_001 });
    const [filters] = initialSoftTree(shape, seed, "student");
    const sizes = Array.from(filters!, Math.abs).sort((a, b) => a - b);
    expect(24 * sizes.at(-1)! * 1e35).toBeLessThan(3.4e38);
    expect(sizes[Math.floor(sizes.length / 4)]! * 1e40).toBeGreaterThan(3.4e38);
    const sound = [softTreeSpec(common), softTreeSpec({ ...common, alpha: 0.5 })];
    const [first, diverged, second] = await run(engine, [sound[0]!, absurd, sound[1]!]);
    expect(diverged).toEqual({ state: "diverged", epoch: 1, step: 9 });
    expect([first!, second!].map(bits)).toEqual((await run(engine, sound)).map(bits));
  });

  it("reports filters that overflow in the very last update, behind the last loss", async () => {
    // As above: 4 steps of 40 rows an epoch, so that the eighth is the last.
    const lane = softTreeSpec({
      optimizer: "sgd",
      batchSize: 40,
      epochs: 2,
      learningRate: 1,
      weightDecay: 100_001,
    });
    expect(await run(engine, [lane])).toEqual([{ state: "diverged", epoch: 2, step: 4 }]);
  });

  it("takes lanes of one kind of network alone", async () => {
    await expect(run(engine, [softTreeSpec(), laneSpec()])).rejects.toThrow("one kind of network");
  });
});

describe("trainStack(engine, job, extraPoints, report) of soft trees", () => {
  it.skipIf(engineNames.length < 2)("gives the same students on both engines, to rounding", async () => {
    const common = { batchSize: 16, epochs: 4, learningRate: 0.01, schedule: "cosine" } as const;
    const lanes = [
      softTreeSpec({ ...common, prediction: "all-leaves" }),
      softTreeSpec({ ...common, alpha: 0.6, temperature: 3, prediction: "all-leaves", weightDecay: 0.1 }),
    ];
    const [native, portable] = [
      trained(await run(await loadEngine("native"), lanes)),
      trained(await run(await loadEngine("portable"), lanes)),
    ];
    native.forEach((lane, k) => {
      const difference = lane.testLogits.map((logit, i) => Math.abs(logit - portable[k]!.testLogits[i]!));
      expect(Math.max(...difference)).toBeLessThan(1e-3);
    });
  });
});

describe("initialSoftTree(shape, seed, role)", () => {
  it("draws filters within Glorot's limit from the seed and the role; biases and leaves are 0", () => {
    const [filters, biases, leaves] = initialSoftTree(shape, 1, "student");
    const limit = Math.sqrt(6 / (40 + 7));
    expect(filters!.length).toBe(280);
    expect(Math.max(...filters!.map(Math.abs))).toBeLessThanOrEqual(Math.fround(limit));
    expect(Math.max(...filters!.map(Math.abs))).toBeGreaterThan(0.9 * limit);
    expect([biases, leaves]).toEqual([new Float32Array(7), new Float32Array(24)]);
    expect(initialSoftTree(shape, 1, "student")[0]).toEqual(filters);
    expect(initialSoftTree(shape, 2, "student")[0]).not.toEqual(filters);
    expect(initialSoftTree(shape, 1, "teacher")[0]).not.toEqual(filters);
  });
});
