import { beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { stream } from "../../src/random/stream.ts";
import { createStack } from "../../src/students/create-stack.ts";
import type { LaneSettings, StackSettings } from "../../src/students/stack.ts";
import { allColumns, type BatchFeatures, litFeatures } from "../../src/training/lit-features.ts";
import { rateFactor } from "../../src/training/schedule.ts";
import { loadVariant, stackVariants } from "../engines.ts";
import {
  type ReferenceTraining,
  referenceLogits,
  referenceTraining,
  type Samples,
} from "./reference-network.ts";
import { anyWeights, fingerprint, litColumnsOf, randomSamples, trainingParts } from "./samples.ts";

const hard: LaneSettings = {
  temperature: 1,
  alpha: 0,
  labelSmoothing: 0,
  learningRate: 0.05,
  weightDecay: 0,
};
const soft = { ...hard, temperature: 4, alpha: 1 };
const mixed = { ...hard, temperature: 3, alpha: 0.7 };
const smoothed = { ...hard, temperature: 2, alpha: 0.3, labelSmoothing: 0.2 };
const decayed = { ...mixed, weightDecay: 0.4 };
const lossesOf = [hard, soft, mixed, smoothed, decayed, { ...decayed, alpha: 0, labelSmoothing: 0.1 }];

const base: StackSettings = {
  sizes: [12, 10, 10, 4],
  activation: "relu",
  columns: null,
  lanes: lossesOf,
  optimizer: "adam",
  momentum: 0.9,
};

/** Own rates where the rule allows it; Adam's is common. */
function settingsOf(change: Partial<StackSettings> = {}): StackSettings {
  const settings = { ...base, ...change };
  const lanes = settings.lanes.map((lane, k) =>
    settings.optimizer === "adam"
      ? { ...lane, learningRate: 0.01 }
      : { ...lane, learningRate: 0.02 * (1 + k) },
  );
  return { ...settings, lanes };
}

interface Schedule {
  readonly schedule: "constant" | "cosine";
  readonly warmupSteps: number;
}
const constant: Schedule = { schedule: "constant", warmupSteps: 0 };

const norm = (values: ArrayLike<number>) => Math.hypot(...Array.from(values));
const minus = (a: ArrayLike<number>, b: ArrayLike<number>) => Array.from(a, (value, i) => value - b[i]!);

/** Slow, and the same for every engine. */
const referenceResults = new Map<string, readonly Float64Array[]>();

function referenceOnce(settings: ReferenceTraining, seed: number, batches: readonly Samples[]) {
  const name = JSON.stringify([settings, seed, batches]);
  const found =
    referenceResults.get(name) ?? referenceTraining(settings, anyWeights(settings.sizes, seed), batches);
  referenceResults.set(name, found);
  return found;
}

/** Trains the stack, and each lane by the reference from the same weights; distances per array of weights. */
function compare(engine: Engine, settings: StackSettings, batches: readonly Samples[], schedule = constant) {
  const { sizes, activation, optimizer, momentum } = settings;
  const initial = settings.lanes.map((_, k) => anyWeights(sizes, k));
  const stack = createStack(engine, settings, initial);
  batches.forEach((samples, index) => {
    const factor = rateFactor(schedule, index + 1, batches.length);
    expect(stack.step(trainingParts(samples, settings.columns), factor)).toEqual([]);
  });
  const weights = stack.read();
  stack.close();
  return settings.lanes.flatMap((lane, k) => {
    const reference: ReferenceTraining = { sizes, activation, optimizer, momentum, ...lane, ...schedule };
    return referenceOnce(reference, k, batches).map((expected, array) => {
      const [before, after] = [initial[k]![array]!, weights[k]![array]!];
      const distance = norm(minus(after, expected));
      return {
        where: `lane ${k}, array ${array}`,
        ofWeights: distance / norm(expected),
        ofStep: distance / norm(minus(expected, before)),
      };
    });
  });
}

type Distances = ReturnType<typeof compare>;
const beyond = (distances: Distances, which: "ofWeights" | "ofStep", limit: number) =>
  distances.filter((distance) => !(distance[which] <= limit));

/** A short batch now and then: 11 rows padded to 16. */
function batchesOf({ sizes }: StackSettings, count: number): Samples[] {
  return Array.from({ length: count }, (_, step) =>
    randomSamples(step % 5 === 4 ? 11 : 16, sizes[0]!, sizes.at(-1)!, step),
  );
}

const optimizers = ["sgd", "momentum", "adam"] as const;
const activations = ["relu", "tanh", "sigmoid"] as const;
const rules = optimizers.flatMap((optimizer) => activations.map((activation) => ({ optimizer, activation })));

describe.each(stackVariants)("createStack(engine, settings, initial) on %s", (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await loadVariant(name);
  });

  it.each(rules)("step() moves each lane as the float64 reference does: $optimizer, $activation", (rule) => {
    for (const rows of [16, 11]) {
      const settings = settingsOf(rule);
      const distances = compare(engine, settings, [randomSamples(rows, 12, 4, 7)]);
      expect(beyond(distances, "ofWeights", 1e-5)).toEqual([]);
      expect(beyond(distances, "ofStep", 1e-3)).toEqual([]);
    }
  });

  it.each([
    ...rules.map((rule) => ({
      what: `${rule.optimizer}, ${rule.activation}`,
      change: rule,
      schedule: constant,
    })),
    // The rest smooth: by relu a sample that is within rounding of a unit's kink may send the two apart.
    { what: "no hidden layer", change: { sizes: [12, 3] }, schedule: constant },
    {
      what: "one hidden layer",
      change: { sizes: [12, 7, 5], activation: "tanh" } as const,
      schedule: constant,
    },
    {
      what: "cosine",
      change: { activation: "tanh" } as const,
      schedule: { schedule: "cosine", warmupSteps: 0 } as const,
    },
    {
      what: "warm-up, then constant",
      change: { activation: "tanh" } as const,
      schedule: { schedule: "constant", warmupSteps: 50 } as const,
    },
    {
      what: "warm-up, then cosine, momentum",
      change: { optimizer: "momentum", activation: "sigmoid" } as const,
      schedule: { schedule: "cosine", warmupSteps: 50 } as const,
    },
  ])(
    "200 steps lead where the float64 reference goes, each lane its own way: $what",
    ({ change, schedule }) => {
      const settings = settingsOf(change);
      const distances = compare(engine, settings, batchesOf(settings, 200), schedule);
      expect(beyond(distances, "ofWeights", 1e-3)).toEqual([]);
    },
  );

  it("200 steps of Adam lead each lane at its own rate by the lane kernel, and tensors refuse several rates", () => {
    const settings = settingsOf({ optimizer: "adam", activation: "tanh" });
    const lanes = settings.lanes.map((lane, k) => ({ ...lane, learningRate: 0.004 * (1 + k) }));
    const several = { ...settings, lanes };
    if (engine.laneKernel === null) {
      const initial = lanes.map((_, k) => anyWeights(settings.sizes, k));
      expect(() => createStack(engine, several, initial)).toThrow("one learning rate");
      return;
    }
    expect(beyond(compare(engine, several, batchesOf(several, 200), constant), "ofWeights", 1e-3)).toEqual(
      [],
    );
  });

  it("step(parts) is one step of the whole batch: 600 samples in parts of 512 and 88", () => {
    const settings = settingsOf({ optimizer: "sgd" });
    const distances = compare(engine, settings, [randomSamples(600, 12, 4, 1), randomSamples(600, 12, 4, 2)]);
    expect(beyond(distances, "ofWeights", 1e-5)).toEqual([]);
    expect(beyond(distances, "ofStep", 1e-3)).toEqual([]);
  });

  it.each(optimizers)(
    "`columns` leave out dark inputs, whose weights decay and do nothing else: %s",
    (optimizer) => {
      const columns = Uint32Array.of(0, 2, 3, 5, 8, 11); // 8 is dark too: it fills up
      const lit = [0, 2, 3, 5, 11];
      const settings = settingsOf({ optimizer, columns, activation: "tanh" });
      const batches = batchesOf(settings, 60).map((samples) => ({
        ...samples,
        features: samples.features.map((x) => x.map((value, i) => (lit.includes(i) ? value : 0))),
      }));
      const distances = compare(engine, settings, batches, { schedule: "cosine", warmupSteps: 5 });
      expect(beyond(distances, "ofWeights", 1e-4)).toEqual([]);
    },
  );

  it("step() and logits() are the same, to rounding, whether columns that a batch leaves dark are left out or not", () => {
    const settings = settingsOf({ lanes: [hard, soft] });
    const initial = [0, 1].map((seed) => anyWeights(settings.sizes, seed));
    const run = (lit: boolean) => {
      const stack = createStack(engine, settings, initial);
      const features = (seed: number) => {
        const { normal } = stream(seed, "dark");
        const dark = [0, 5, 11, seed]; // 11 is the last column
        const values = Float32Array.from({ length: 16 * 12 }, (_, i) =>
          dark.includes(i % 12) ? 0 : normal(),
        );
        return lit ? litColumnsOf(values, 12) : allColumns(values, 12);
      };
      for (const seed of [1, 2, 3, 4]) {
        const [part] = trainingParts(randomSamples(16, 12, 4, seed));
        stack.step([{ ...part!, features: features(seed) }], 1);
      }
      const tensor = stack.logits(features(6));
      const logits = Array.from(tensor.dataSync());
      tensor.dispose();
      const weights = stack.read().flatMap((lane) => lane.map((values) => Array.from(values)));
      stack.close();
      return [...weights.flat(), ...logits];
    };
    const [left, all] = [run(true), run(false)];
    expect(Math.max(...minus(left, all).map(Math.abs))).toBeLessThan(1e-5);
    expect(
      Math.max(
        ...minus(left, [...initial.flatMap((lane) => lane.flatMap((v) => [...v])), ...left.slice(-128)]).map(
          Math.abs,
        ),
      ),
    ).toBeGreaterThan(1e-3);
  });

  it.each([8, 17, 21])(
    "step() and logits() read the bytes of %i pixels as litFeatures does, bit for bit",
    (size) => {
      // The last two pixels are dark in all samples, and the inputs are the others.
      const { int, uniform } = stream(size, "bytes");
      const bytes = new Uint8Array(new SharedArrayBuffer(40 * size));
      bytes.forEach((_, i) => {
        bytes[i] = i % size < size - 2 && uniform() < 0.3 ? 1 + int(255) : 0;
      });
      const columns = Uint32Array.from({ length: size - 2 }, (_, i) => i);
      const settings = settingsOf({ sizes: [size, 10, 4], columns, lanes: [hard, soft] });
      const initial = [0, 1].map((seed) => anyWeights(settings.sizes, seed));
      const ids = Uint32Array.of(7, 39, 0, 3, 3, 21, 30, 8, 9, 10, 11, 12, 13, 14, 15, 16);
      const asBytes = { rows: 16, ids, bytes, size, inputs: columns };
      const run = (features: BatchFeatures) => {
        const stack = createStack(engine, settings, initial);
        const [part] = trainingParts(randomSamples(16, size, 4, 1), columns);
        for (let step = 0; step < 3; step++) stack.step([{ ...part!, features }], 1);
        const logits = stack.logits(features);
        const print = fingerprint(...stack.read().flat(), logits.dataSync<"float32">());
        logits.dispose();
        stack.close();
        return print;
      };
      expect(run(asBytes)).toBe(run(litFeatures(asBytes)));
      expect(run(asBytes)).not.toBe(run({ ...asBytes, ids: ids.toReversed() }));
    },
  );

  it("read() gives the weights of dark inputs back as they were where nothing decays", () => {
    const settings = settingsOf({ columns: Uint32Array.of(1, 2), lanes: [hard, decayed] });
    const initial = [0, 1].map((seed) => anyWeights(settings.sizes, seed));
    const stack = createStack(engine, settings, initial);
    stack.step(trainingParts(randomSamples(16, 12, 4, 3), settings.columns), 1);
    const [plain, smaller] = stack.read().map(([kernel]) => kernel!.subarray(30));
    stack.close();
    expect(plain).toEqual(initial[0]![0]!.subarray(30)); // rows 3 to 11 of the kernel [12, 10]
    const factor = 1 - 0.01 * 0.4;
    smaller!.forEach((weight, i) => void expect(weight).toBeCloseTo(factor * initial[1]![0]![30 + i]!, 6));
  });

  it.each(activations)("logits() equals the plain float64 network: %s", (activation) => {
    const settings = settingsOf({ activation, lanes: [hard, soft] });
    const initial = [0, 1].map((seed) => anyWeights(settings.sizes, seed));
    const stack = createStack(engine, settings, initial);
    const samples = randomSamples(16, 12, 4, 6);
    const tensor = stack.logits(trainingParts(samples)[0]!.features);
    expect(tensor.shape).toEqual([2, 16, 4]);
    const logits = tensor.arraySync();
    tensor.dispose();
    stack.close();
    const expected = initial.map((weights) =>
      samples.features.map((x) => referenceLogits({ sizes: settings.sizes, activation }, weights, x)),
    );
    expect(Math.max(...minus(logits.flat(2), expected.flat(2)).map(Math.abs))).toBeLessThan(1e-5);
  });

  it.each(optimizers)("keep(lanes) goes on where the lanes are, bit for bit: %s", (optimizer) => {
    const columns = Uint32Array.of(0, 1, 2, 3, 4, 5, 6, 7);
    const settings = settingsOf({ optimizer, columns });
    const initial = settings.lanes.map((_, k) => anyWeights(settings.sizes, k));
    const batches = batchesOf(settings, 20).map((samples) => trainingParts(samples, columns));
    const whole = createStack(engine, settings, initial);
    for (const batch of batches) whole.step(batch, 1);
    const expected = [1, 4].map((lane) => fingerprint(...whole.read()[lane]!));
    whole.close();

    let stack = createStack(engine, settings, initial);
    const becomes = (smaller: typeof stack) => {
      stack.close();
      stack = smaller;
    };
    becomes(stack.keep([0, 1, 3, 4])); // before any step
    for (const batch of batches.slice(0, 10)) stack.step(batch, 1);
    becomes(stack.keep([1, 3])); // lanes 1 and 4 of the first
    becomes(stack.keep([0, 1])); // twice without a step between
    for (const batch of batches.slice(10)) stack.step(batch, 1);
    expect(stack.read().map((lane) => fingerprint(...lane))).toEqual(expected);
    stack.close();
  });

  it("close() leaves no tensor behind, of a stack or of what was kept of it", () => {
    const before = engine.tf.memory().numTensors;
    for (const optimizer of optimizers) {
      const settings = settingsOf({ optimizer });
      const initial = settings.lanes.map((_, seed) => anyWeights(settings.sizes, seed));
      const stack = createStack(engine, settings, initial);
      for (const rows of [16, 5]) stack.step(trainingParts(randomSamples(rows, 12, 4, 1)), 0.5);
      expect(stack.read()).not.toEqual(initial);
      const kept = stack.keep([2, 0]);
      kept.step(trainingParts(randomSamples(16, 12, 4, 1)), 1);
      kept.close();
      stack.close();
    }
    expect(engine.tf.memory().numTensors).toBe(before);
  });
});
