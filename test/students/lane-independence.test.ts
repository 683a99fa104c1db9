// A lane's bits must not depend on the other lanes (docs/decisions/003-lanes.md): the same student alone, in a small
// stack and in a wide one, among lanes of other settings and other weights.
import { beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { stream } from "../../src/random/stream.ts";
import { createStack } from "../../src/students/create-stack.ts";
import type { LaneSettings, StackSettings, TrainingBatch } from "../../src/students/stack.ts";
import { mostRows, transposed } from "../../src/training/batches.ts";
import { loadVariant, stackVariants } from "../engines.ts";
import { anyWeights, fingerprint, litColumnsOf } from "./samples.ts";

type Common = Omit<StackSettings, "lanes">;

interface Setup {
  readonly common: Common;
  /** Rows of each batch in turn. */
  readonly rows: readonly number[];
  /** Of the wide stack: where the tested lanes begin, and its size. */
  readonly wide: readonly [number, number];
}

/** 784 pixels of which 720 are ever lit. */
const litColumns = Uint32Array.from({ length: 720 }, (_, i) => i + 30 + (i > 300 ? 5 : 0));

const mnist: Common = {
  sizes: [784, 10, 10, 10],
  activation: "relu",
  columns: litColumns,
  optimizer: "adam",
  momentum: 0.9,
};

/** Drawn once: a wide stack has a million of them. */
function once<Arguments extends readonly unknown[], Value>(make: (...args: Arguments) => Value) {
  const made = new Map<string, Value>();
  return (...args: Arguments): Value => {
    const name = JSON.stringify(args);
    const value = made.get(name) ?? make(...args);
    made.set(name, value);
    return value;
  };
}

const weightsOf = once(anyWeights);
const batchOf = ({ sizes, columns }: Common, rows: number, seed: number) =>
  randomBatch(columns?.length ?? sizes[0]!, sizes.at(-1)!, rows, seed);

/** Mostly dark, as pixels are, and a quarter of the columns dark in the whole batch. */
const randomBatch = once((inputs: number, classes: number, rows: number, seed: number): TrainingBatch => {
  const { uniform, normal, int } = stream(seed, "pixels");
  const paddedRows = Math.ceil(rows / 16) * 16;
  const isDark = Array.from({ length: inputs }, (_, i) => inputs > 20 && (i + seed) % 4 === 0);
  const features = Float32Array.from({ length: paddedRows * inputs }, (_, i) =>
    isDark[i % inputs] ? 0 : Math.max(0, 5 * (uniform() - 0.8)),
  );
  const labels = new Float32Array(paddedRows * classes);
  for (let row = 0; row < paddedRows; row++) labels[row * classes + int(classes)] = 1;
  const teacherLogits = Float32Array.from({ length: paddedRows * classes }, () => 3 * normal());
  return {
    rows,
    features: litColumnsOf(features, inputs),
    labels: transposed(labels, classes),
    teacherLogits: transposed(teacherLogits, classes),
  };
});

/** The lanes that are compared: each takes another way through the loss when it is alone. */
const testedLanes: Record<string, LaneSettings> = {
  "hard only": { temperature: 1, alpha: 0, labelSmoothing: 0, learningRate: 0.01, weightDecay: 0 },
  "soft only, with weight decay": {
    temperature: 5,
    alpha: 1,
    labelSmoothing: 0,
    learningRate: 0.01,
    weightDecay: 0.3,
  },
  "all at once": { temperature: 4, alpha: 0.7, labelSmoothing: 0.1, learningRate: 0.01, weightDecay: 0.01 },
};

function otherLane(place: number, hasOneRate: boolean): LaneSettings {
  return {
    temperature: 1 + (place % 9),
    alpha: (place % 5) / 4, // hard only and soft only among them
    labelSmoothing: place % 3 === 0 ? 0.05 * (place % 4) : 0,
    weightDecay: place % 2 === 0 ? 0 : 0.02 * (place % 7),
    learningRate: hasOneRate ? 0.01 : 0.001 * (1 + (place % 20)),
  };
}

/** Weights of the lanes `first`, `first + 1`, ... and what they predict, after all batches. */
function run(
  engine: Engine,
  { common, rows }: Setup,
  lanes: readonly LaneSettings[],
  first: number,
  count: number,
) {
  // A lane that is compared has the same weights wherever it stands; every other lane has its own.
  const initial = lanes.map((_, k) =>
    weightsOf(common.sizes, k < first || k >= first + count ? 9 + (k % 11) : 0),
  );
  const withTeacher = lanes.some(({ alpha }) => alpha > 0);
  const stack = createStack(engine, { ...common, lanes }, initial);
  try {
    rows.forEach((total, step) => {
      const parts = Array.from({ length: Math.ceil(total / mostRows) }, (_, part) => {
        const batch = batchOf(common, Math.min(mostRows, total - part * mostRows), step + 100 * part);
        return withTeacher ? batch : { ...batch, teacherLogits: null };
      });
      expect(stack.step(parts, 1 / (1 + step))).toEqual([]);
    });
    const logits = stack.logits(batchOf(common, 512, 99).features);
    const values = logits.dataSync<"float32">();
    logits.dispose();
    const length = values.length / lanes.length;
    const weights = stack.read();
    return Array.from({ length: count }, (_, k) => {
      const lane = first + k;
      return fingerprint(...weights[lane]!, values.slice(lane * length, (lane + 1) * length));
    });
  } finally {
    stack.close();
  }
}

function expectSameBits(engine: Engine, setup: Setup) {
  const hasOneRate = setup.common.optimizer === "adam" && engine.laneKernel === null; // of Adam's tensors
  const tested = Object.entries(testedLanes);
  const alone = tested.map(([name, lane]) => [name, run(engine, setup, [lane], 0, 1)[0]]);
  for (const [first, count] of [[3, 7], setup.wide] as const) {
    const lanes = Array.from({ length: count }, (_, k) => tested[k - first]?.[1] ?? otherLane(k, hasOneRate));
    const among = run(engine, setup, lanes, first, tested.length);
    expect([`from lane ${first} of ${count}`, ...among.map((bits, k) => [tested[k]![0], bits])]).toEqual([
      `from lane ${first} of ${count}`,
      ...alone,
    ]);
  }
}

const optimizers = ["sgd", "momentum", "adam"] as const;
const activations = ["relu", "tanh", "sigmoid"] as const;
const pairs = optimizers.flatMap((optimizer) => activations.map((activation) => ({ optimizer, activation })));

describe.each(stackVariants)(
  "createStack(engine, settings, initial) on %s: a lane's weights and logits",
  (name) => {
    let engine: Engine;
    const wide = name.startsWith("native") ? ([50, 120] as const) : ([25, 40] as const);
    beforeAll(async () => {
      engine = await loadVariant(name);
    });

    it.each(pairs)(
      "have the same bits alone and in any stack, at MNIST's size: $optimizer, $activation",
      (pair) => {
        expectSameBits(engine, { common: { ...mnist, ...pair }, rows: [128, 53, 128], wide });
      },
    );

    const shapes: { what: string; change: Partial<Common>; rows: number[] }[] = [
      { what: "no hidden layer", change: { sizes: [784, 10] }, rows: [128, 53] },
      { what: "hidden layers of 7 and 13", change: { sizes: [784, 7, 13, 10] }, rows: [128, 53] },
      { what: "one hidden layer of 33, 3 classes", change: { sizes: [784, 33, 3] }, rows: [128, 17] },
      { what: "one hidden layer of 64", change: { sizes: [784, 64, 10] }, rows: [128, 17] },
      { what: "hidden layers of 16", change: { sizes: [784, 16, 16, 10] }, rows: [128, 17] },
      { what: "all 784 columns", change: { columns: null }, rows: [128, 53] },
      { what: "batches of 100, 50 and 1", change: {}, rows: [100, 50, 1] },
      { what: "batches of 512 and 700", change: { sizes: [784, 10, 10] }, rows: [512, 700] },
      { what: "one hidden unit", change: { sizes: [784, 1, 10] }, rows: [128, 53] },
      {
        what: "two inputs, as moons have",
        change: { sizes: [2, 10, 10, 2], columns: null },
        rows: [50, 50, 13],
      },
      { what: "17 inputs, 5 units, 3 classes", change: { sizes: [17, 5, 3], columns: null }, rows: [40, 9] },
    ];
    const cases = shapes.flatMap((shape) => optimizers.map((optimizer) => ({ ...shape, optimizer })));
    it.each(cases)(
      "have the same bits alone and in any stack: $what, $optimizer",
      ({ change, rows, optimizer }) => {
        const activation = optimizer === "adam" ? "tanh" : "relu";
        expectSameBits(engine, { common: { ...mnist, optimizer, activation, ...change }, rows, wide });
      },
    );
  },
);
