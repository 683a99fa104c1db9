import { beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { createSoftTreeStack } from "../../src/students/create-stack.ts";
import type { LaneWeights } from "../../src/students/lane-weights.ts";
import type { SoftTreeLane, SoftTreeSettings, TrainingBatch } from "../../src/students/stack.ts";
import { allColumns } from "../../src/training/lit-features.ts";
import { loadVariant, stackVariants } from "../engines.ts";
import type { Samples } from "./reference-network.ts";
import {
  differences,
  type ReferenceSoftTreeTraining,
  referenceLeafLoss,
  referencePenalty,
  referencePrediction,
  referenceShares,
  referenceSoftTreeTraining,
} from "./reference-soft-tree.ts";
import { fingerprint, litColumnsOf, randomSamples, trainingParts } from "./samples.ts";
import { anySoftTree, lossesOfTrees, plainLane } from "./soft-trees.ts";

const base: SoftTreeSettings = {
  inputs: 5,
  depth: 3,
  numClasses: 3,
  columns: null,
  lanes: lossesOfTrees,
  optimizer: "sgd",
  momentum: 0.9,
};

const anyTrees = (settings: SoftTreeSettings) => settings.lanes.map((_, k) => anySoftTree(settings, k));

const norm = (values: ArrayLike<number>) => Math.hypot(...Array.from(values));
const minus = (a: ArrayLike<number>, b: ArrayLike<number>) => Array.from(a, (value, i) => value - b[i]!);

/** Slow, and the same for every engine. */
const referenceResults = new Map<string, readonly Float64Array[]>();

function referenceOnce(
  settings: ReferenceSoftTreeTraining,
  initial: LaneWeights,
  batches: readonly Samples[],
) {
  const name = JSON.stringify([settings, initial.map((values) => Array.from(values)), batches]);
  const found = referenceResults.get(name) ?? referenceSoftTreeTraining(settings, initial, batches);
  referenceResults.set(name, found);
  return found;
}

/** What is left after all steps; expects no lane to diverge. */
function stepped(
  engine: Engine,
  settings: SoftTreeSettings,
  initial: readonly LaneWeights[],
  batches: readonly (readonly TrainingBatch[])[],
): LaneWeights[] {
  const stack = createSoftTreeStack(engine, settings, initial);
  try {
    for (const parts of batches) expect(stack.step(parts, 1)).toEqual([]);
    return stack.read();
  } finally {
    stack.close();
  }
}

/** Distances to the float64 training, by lane and array of weights, relative to the way that the reference went. */
function distances(engine: Engine, settings: SoftTreeSettings, batches: readonly Samples[]) {
  const initial = anyTrees(settings);
  const parts = batches.map((samples) => trainingParts(samples, settings.columns));
  const weights = stepped(engine, settings, initial, parts);
  const { optimizer, momentum, depth } = settings;
  return settings.lanes.flatMap((lane, k) => {
    const rule = { ...lane, momentum, depth, optimizer: optimizer as "sgd" | "momentum" };
    return referenceOnce(rule, initial[k]!, batches).map((expected, array) => ({
      where: `lane ${k}, ${["filters", "biases", "leaves"][array]}`,
      distance: norm(minus(weights[k]![array]!, expected)) / norm(minus(expected, initial[k]![array]!)),
    }));
  });
}

const beyond = (found: ReturnType<typeof distances>, limit: number) =>
  found.filter(({ distance }) => !(distance <= limit));

describe.each(stackVariants)("createSoftTreeStack(engine, settings, initial) on %s", (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await loadVariant(name);
  });

  it.each([
    { rows: 16, depth: 3 },
    { rows: 11, depth: 3 },
    { rows: 16, depth: 1 },
    { rows: 16, depth: 2 },
  ])(
    "step() goes down the central differences of loss and penalty: $rows rows, depth $depth",
    ({ rows, depth }) => {
      const lanes = lossesOfTrees.map((lane) => ({ ...lane, learningRate: 1, weightDecay: 0 }));
      const settings = { ...base, depth, lanes };
      const initial = anyTrees(settings);
      const samples = randomSamples(rows, 5, 3, 7);
      const weights = stepped(engine, settings, initial, [trainingParts(samples)]);
      lanes.forEach((lane, k) => {
        // The first batch is its own running average: this is the penalty of eq. 5 itself.
        const expected = differences(
          initial[k]!,
          (at) =>
            referenceLeafLoss({ ...lane, depth }, at, samples) +
            referencePenalty(lane.balancePenalty, referenceShares({ ...lane, depth }, at, samples)),
        );
        expected.forEach((gradient, array) => {
          const found = minus(initial[k]![array]!, weights[k]![array]!);
          const distance = norm(minus(found, gradient)); // weights of about 1 are rounded to 6e-8
          expect(distance, `lane ${k}, array ${array}`).toBeLessThan(1e-5 * norm(gradient) + 1e-7);
        });
      });
    },
  );

  it.each(["sgd", "momentum"] as const)(
    "20 steps lead where the float64 reference goes, its running averages and all: %s",
    (optimizer) => {
      const lanes = lossesOfTrees.map((lane, k) => ({ ...lane, learningRate: 0.1 * (1 + k) }));
      const settings = { ...base, optimizer, lanes };
      const batches = Array.from({ length: 20 }, (_, step) =>
        randomSamples(step % 5 === 4 ? 11 : 16, 5, 3, step),
      );
      expect(beyond(distances(engine, settings, batches), 1e-4)).toEqual([]);
    },
  );

  it("step(parts) is one step of the whole batch, balance and all: 600 samples in parts of 512 and 88", () => {
    const batches = [1, 2].map((seed) => randomSamples(600, 2, 3, seed));
    const settings = { ...base, inputs: 2, depth: 2, lanes: lossesOfTrees.slice(1, 3) };
    expect(beyond(distances(engine, settings, batches), 1e-4)).toEqual([]);
  });

  it("`columns` leave out dark inputs, whose filters decay and do nothing else", () => {
    const lit = [0, 2, 3];
    const batches = Array.from({ length: 5 }, (_, seed) => {
      const samples = randomSamples(16, 5, 3, seed);
      const features = samples.features.map((x) => x.map((value, i) => (lit.includes(i) ? value : 0)));
      return { ...samples, features };
    });
    const settings = { ...base, columns: Uint32Array.from(lit) };
    expect(beyond(distances(engine, settings, batches), 1e-4)).toEqual([]);
  });

  it("step() and logits() are the same, to rounding, whether columns that a batch leaves dark are left out or not", () => {
    const settings = { ...base, inputs: 12 };
    const run = (lit: boolean) => {
      const stack = createSoftTreeStack(engine, settings, anyTrees(settings));
      const features = (seed: number) => {
        const values = randomSamples(16, 12, 3, seed).features.flat();
        const dark = Float32Array.from(values, (value, i) => ([0, 5, 11, seed].includes(i % 12) ? 0 : value));
        return lit ? litColumnsOf(dark, 12) : allColumns(dark, 12);
      };
      for (const seed of [1, 2, 3]) {
        const [part] = trainingParts(randomSamples(16, 12, 3, seed));
        stack.step([{ ...part!, features: features(seed) }], 1);
      }
      const tensor = stack.logits(features(6));
      const all = [
        ...tensor.dataSync(),
        ...stack.read().flatMap((lane) => lane.flatMap((v) => Array.from(v))),
      ];
      tensor.dispose();
      stack.close();
      return all;
    };
    expect(Math.max(...minus(run(true), run(false)).map(Math.abs))).toBeLessThan(1e-5);
  });

  it("logits() are the log probabilities of the reference, each lane in its own way", () => {
    const lanes = lossesOfTrees.flatMap((lane): SoftTreeLane[] => [
      { ...lane, prediction: "likeliest-leaf" },
      { ...lane, prediction: "all-leaves" },
    ]);
    const settings = { ...base, lanes };
    const initial = anyTrees(settings);
    const samples = randomSamples(16, 5, 3, 6);
    const stack = createSoftTreeStack(engine, settings, initial);
    const tensor = stack.logits(trainingParts(samples)[0]!.features);
    expect(tensor.shape).toEqual([lanes.length, 16, 3]);
    const logits = tensor.arraySync();
    tensor.dispose();
    stack.close();
    const expected = lanes.map((lane, k) =>
      samples.features.map((x) =>
        referencePrediction({ ...lane, depth: 3 }, initial[k]!, x, 3, lane.prediction),
      ),
    );
    expect(Math.max(...minus(logits.flat(2), expected.flat(2)).map(Math.abs))).toBeLessThan(1e-5);
  });

  it("stays finite and right where filters are saturated and a branch is never taken", () => {
    // Filters of 1e4: paths of exactly 0 and 1, and nodes that nothing reaches; leaves of 100 and -100.
    const lanes = [
      plainLane,
      { ...plainLane, balancePenalty: 1000 },
      { ...plainLane, temperature: 5, alpha: 0.5 },
    ];
    const settings = { ...base, lanes };
    const saturated = anySoftTree(settings, 3).map((values, array) =>
      values.map((value) => (array === 2 ? 100 * Math.sign(value) : 1e4 * value)),
    );
    const samples = randomSamples(16, 5, 3, 1);
    const initial = lanes.map(() => saturated);
    const weights = stepped(
      engine,
      settings,
      initial,
      Array.from({ length: 10 }, () => trainingParts(samples)),
    );
    expect(weights.flat().every((values) => values.every(Number.isFinite))).toBe(true);
    // The leaves alone move where no path is uncertain, each by the samples that end in it.
    const [plain] = stepped(
      engine,
      { ...settings, lanes: [plainLane] },
      [saturated],
      [trainingParts(samples)],
    );
    const moved = minus(saturated[2]!, plain![2]!).map((difference) => difference / plainLane.learningRate);
    const expected = differences(saturated, (at) =>
      referenceLeafLoss({ ...plainLane, depth: 3 }, at, samples),
    );
    expect(norm(expected[2]!)).toBeGreaterThan(0.1);
    expect(norm(minus(moved, expected[2]!))).toBeLessThan(1e-3); // leaves of 100 are rounded to 4e-6, and the rate is 0.05
  });

  it("reports the lane whose weights are NaN, and the other lanes do not notice", () => {
    const settings = { ...base, lanes: [plainLane, plainLane, plainLane] };
    const sound = anySoftTree(base, 1);
    const broken = (array: number) =>
      sound.map((v, i) => (i === array ? v.map((x, j) => (j === 3 ? Number.NaN : x)) : v));
    const parts = trainingParts(randomSamples(16, 5, 3, 1));
    for (const array of [0, 1, 2]) {
      const stack = createSoftTreeStack(engine, settings, [sound, broken(array), sound]);
      expect(stack.step(parts, 1)).toEqual([1]);
      const tensor = stack.logits(parts[0]!.features);
      const logits = tensor.arraySync();
      tensor.dispose();
      if (array < 2) expect(logits[1]!.flat().every(Number.isNaN)).toBe(true); // no sample may end in leaf 1 otherwise
      expect(logits[0]).toEqual(logits[2]);
      const [first, , third] = stack.read();
      stack.close();
      const [alone] = stepped(engine, { ...settings, lanes: [plainLane] }, [sound], [parts]);
      expect([fingerprint(...first!), fingerprint(...third!)]).toEqual([
        fingerprint(...alone!),
        fingerprint(...alone!),
      ]);
    }
  });

  it.each(["sgd", "momentum", "adam"] as const)(
    "keep(lanes) goes on where the lanes are, averages of the balance among them, bit for bit: %s",
    (optimizer) => {
      const lanes = lossesOfTrees.map((lane) => ({ ...lane, learningRate: 0.02 }));
      const settings = { ...base, optimizer, lanes, columns: Uint32Array.of(0, 1, 2, 4) };
      const initial = anyTrees(settings);
      const batches = Array.from({ length: 20 }, (_, seed) =>
        trainingParts(randomSamples(16, 5, 3, seed), settings.columns),
      );
      const whole = stepped(engine, settings, initial, batches);
      let stack = createSoftTreeStack(engine, settings, initial);
      const becomes = (smaller: typeof stack) => {
        stack.close();
        stack = smaller;
      };
      becomes(stack.keep([0, 1, 3, 4])); // before any step
      for (const parts of batches.slice(0, 10)) stack.step(parts, 1);
      becomes(stack.keep([1, 3])); // lanes 1 and 4 of the first
      becomes(stack.keep([0, 1])); // twice without a step between
      for (const parts of batches.slice(10)) stack.step(parts, 1);
      expect(stack.read().map((lane) => fingerprint(...lane))).toEqual(
        [1, 4].map((lane) => fingerprint(...whole[lane]!)),
      );
      stack.close();
    },
  );

  it("refuses several rates for Adam's tensors", () => {
    if (engine.laneKernel !== null) return; // each lane has its own there
    const lanes = [plainLane, { ...plainLane, learningRate: 1 }];
    const settings = { ...base, optimizer: "adam", lanes } as const;
    expect(() => createSoftTreeStack(engine, settings, anyTrees(settings))).toThrow("one learning rate");
  });

  it("close() leaves no tensor behind, of a stack or of what was kept of it", () => {
    const before = engine.tf.memory().numTensors;
    for (const optimizer of ["sgd", "momentum", "adam"] as const) {
      const settings = { ...base, optimizer };
      const initial = anyTrees(settings);
      const stack = createSoftTreeStack(engine, settings, initial);
      for (const rows of [16, 5, 600]) stack.step(trainingParts(randomSamples(rows, 5, 3, 1)), 0.5);
      expect(stack.read()).not.toEqual(initial);
      stack.logits(trainingParts(randomSamples(16, 5, 3, 1))[0]!.features).dispose();
      const kept = stack.keep([2, 0]);
      kept.step(trainingParts(randomSamples(16, 5, 3, 1)), 1);
      kept.close();
      stack.close();
    }
    expect(engine.tf.memory().numTensors).toBe(before);
  });
});
