// As lane-independence.test.ts: the same soft tree alone, in a small stack and in a wide one, among lanes of other settings
// and other weights, bit for bit.
import { beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { stream } from "../../src/random/stream.ts";
import { createSoftTreeStack } from "../../src/students/create-stack.ts";
import type { SoftTreeLane, SoftTreeSettings, TrainingBatch } from "../../src/students/stack.ts";
import { mostRows, transposed } from "../../src/training/batches.ts";
import { loadVariant, stackVariants } from "../engines.ts";
import { fingerprint, litColumnsOf } from "./samples.ts";
import { anySoftTree, plainLane } from "./soft-trees.ts";

type Common = Omit<SoftTreeSettings, "lanes">;

/** 784 pixels of which 720 are ever lit. */
const litColumns = Uint32Array.from({ length: 720 }, (_, i) => i + 30 + (i > 300 ? 5 : 0));

const mnist: Common = {
  inputs: 784,
  depth: 4,
  numClasses: 10,
  columns: litColumns,
  optimizer: "adam",
  momentum: 0.9,
};

/** Mostly dark, as pixels are, and a quarter of the columns dark in the whole batch. */
function batchOf({ inputs, columns, numClasses }: Common, rows: number, seed: number): TrainingBatch {
  const { uniform, normal, int } = stream(seed, "pixels");
  const width = columns?.length ?? inputs;
  const paddedRows = Math.ceil(rows / 16) * 16;
  const isDark = Array.from({ length: width }, (_, i) => width > 20 && (i + seed) % 4 === 0);
  const pixels = Float32Array.from({ length: paddedRows * width }, (_, i) =>
    isDark[i % width] ? 0 : Math.max(0, 5 * (uniform() - 0.8)),
  );
  const labels = new Float32Array(paddedRows * numClasses);
  for (let row = 0; row < paddedRows; row++) labels[row * numClasses + int(numClasses)] = 1;
  const teacherLogits = Float32Array.from({ length: paddedRows * numClasses }, () => 3 * normal());
  return {
    rows,
    features: litColumnsOf(pixels, width),
    labels: transposed(labels, numClasses),
    teacherLogits: transposed(teacherLogits, numClasses),
  };
}

/** The lanes that are compared: each takes another way through the loss when it is alone. */
const testedLanes: Record<string, SoftTreeLane> = {
  "hard only, no penalty": { ...plainLane, balancePenalty: 0 },
  "soft only, with weight decay": {
    ...plainLane,
    temperature: 5,
    alpha: 1,
    weightDecay: 0.3,
    inverseTemperature: 2,
  },
  "all at once": {
    ...plainLane,
    temperature: 4,
    alpha: 0.7,
    labelSmoothing: 0.1,
    weightDecay: 0.01,
    balancePenalty: 1,
    prediction: "all-leaves",
  },
};

const otherLane = (place: number, hasOneRate: boolean): SoftTreeLane => ({
  temperature: 1 + (place % 9),
  alpha: (place % 5) / 4, // hard only and soft only among them
  labelSmoothing: place % 3 === 0 ? 0.05 * (place % 4) : 0,
  weightDecay: place % 2 === 0 ? 0 : 0.02 * (place % 7),
  learningRate: hasOneRate ? plainLane.learningRate : 0.01 * (1 + (place % 20)),
  inverseTemperature: 1 + (place % 3),
  balancePenalty: 0.1 * (place % 4),
  prediction: place % 2 === 0 ? "likeliest-leaf" : "all-leaves",
});

describe.each(stackVariants)(
  "createSoftTreeStack(engine, settings, initial) on %s: a lane's weights and logits",
  (name) => {
    let engine: Engine;
    const wide = name.startsWith("native") ? ([30, 70] as const) : ([10, 20] as const);
    beforeAll(async () => {
      engine = await loadVariant(name);
    });

    /** Of the lanes `first`, `first + 1`, ... after all batches. */
    function run(
      common: Common,
      batches: readonly (readonly TrainingBatch[])[],
      lanes: readonly SoftTreeLane[],
      first: number,
      count: number,
    ) {
      // A lane that is compared has the same weights wherever it stands; every other lane has its own.
      const initial = lanes.map((_, k) =>
        anySoftTree(common, k < first || k >= first + count ? 9 + (k % 5) : 0),
      );
      const withTeacher = lanes.some(({ alpha }) => alpha > 0);
      const stack = createSoftTreeStack(engine, { ...common, lanes }, initial);
      try {
        batches.forEach((batch, step) => {
          const parts = batch.map((part) => (withTeacher ? part : { ...part, teacherLogits: null }));
          expect(stack.step(parts, 1 / (1 + step))).toEqual([]);
        });
        const logits = stack.logits(batches[0]![0]!.features);
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

    const cases: { what: string; change: Partial<Common>; rows: number[] }[] = [
      { what: "depth 8", change: { depth: 8 }, rows: [128, 53] },
      { what: "depth 4", change: {}, rows: [128, 53, 128] },
      { what: "depth 3, momentum", change: { depth: 3, optimizer: "momentum" }, rows: [100, 50, 1] },
      {
        what: "depth 2, sgd, all 784 columns",
        change: { depth: 2, optimizer: "sgd", columns: null },
        rows: [128, 17],
      },
      { what: "depth 1: a single filter", change: { depth: 1 }, rows: [128, 53] },
      { what: "batches of 512 and 700", change: {}, rows: [512, 700] },
      {
        what: "two inputs and classes, as moons have",
        change: { inputs: 2, numClasses: 2, columns: null },
        rows: [50, 13],
      },
      {
        what: "3 classes, 17 inputs",
        change: { inputs: 17, numClasses: 3, columns: null, depth: 5 },
        rows: [40, 9],
      },
    ];
    it.each(cases)("have the same bits alone and in any stack: $what", ({ change, rows }) => {
      const common = { ...mnist, ...change };
      const batches = rows.map((total, step) =>
        Array.from({ length: Math.ceil(total / mostRows) }, (_, part) =>
          batchOf(common, Math.min(mostRows, total - part * mostRows), step + 100 * part),
        ),
      );
      const hasOneRate = common.optimizer === "adam" && engine.laneKernel === null; // of Adam's tensors
      const tested = Object.entries(testedLanes);
      const alone = tested.map(([what, lane]) => [what, run(common, batches, [lane], 0, 1)[0]]);
      const [place, width] = wide;
      for (const [first, count] of [[3, 7], common.depth > 5 ? [9, 14] : [place, width]] as const) {
        const lanes = Array.from(
          { length: count },
          (_, k) => tested[k - first]?.[1] ?? otherLane(k, hasOneRate),
        );
        const among = run(common, batches, lanes, first, tested.length);
        expect([`from lane ${first} of ${count}`, ...among.map((bits, k) => [tested[k]![0], bits])]).toEqual([
          `from lane ${first} of ${count}`,
          ...alone,
        ]);
      }
    });
  },
);
