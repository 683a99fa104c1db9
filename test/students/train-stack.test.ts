import { beforeAll, describe, expect, it } from "vitest";
import { inputSize } from "../../src/data/dataset.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { stream } from "../../src/random/stream.ts";
import { initialWeights } from "../../src/students/lane-weights.ts";
import type { MlpLaneSpec } from "../../src/students/network.ts";
import { type LaneOutcome, trainStack } from "../../src/students/train-stack.ts";
import { batchFeatures, epochBatches } from "../../src/training/batches.ts";
import { loadVariant, stackVariants } from "../engines.ts";
import { wholeTrainingSet } from "../training/whole-training-set.ts";
import { images } from "./images.ts";
import { laneSpec, trained } from "./lanes.ts";
import { referenceLogits, referenceLoss, referenceTraining, type Samples } from "./reference-network.ts";
import { fingerprint } from "./samples.ts";

const seed = 5;
const largestFloat32 = 3.4028234663852886e38;

/** 5 steps an epoch: four of 16 rows, one of 11. */
const dataset = images(75);
const { numClasses } = dataset;
const width = inputSize(dataset);
const teacherLogits = Float32Array.from({ length: 165 * numClasses }, stream(2, "teacher").normal);

const run = (engine: Engine, lanes: readonly MlpLaneSpec[]) =>
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

/** The samples of every step in turn. */
function allBatches(epochs: number, batchSize: number): Samples[] {
  return Array.from({ length: epochs }, (_, index) =>
    epochBatches(dataset.splits.train, batchSize, seed, index + 1).map(({ ids, rows }) =>
      samplesOf(ids, rows),
    ),
  ).flat();
}

function samplesOf(ids: Uint32Array, rows = ids.length): Samples {
  const counted = ids.subarray(0, rows);
  const features = batchFeatures(dataset, counted);
  const row = (values: Float32Array, length: number, at: number) =>
    Array.from(values.subarray(at * length, (at + 1) * length));
  return {
    features: Array.from(counted, (_, at) => row(features, width, at)),
    labels: Array.from(counted, (id) => dataset.labels[id]!),
    teacherLogits: Array.from(counted, (id) => row(teacherLogits, numClasses, id)),
  };
}

const sizesOf = ({ hidden }: MlpLaneSpec) => [inputSize(dataset), ...hidden, numClasses];

/** What the float64 reference has before `step` of `batches`: its loss and its largest logit. */
function referenceAt(step: number, lane: MlpLaneSpec, batches: readonly Samples[]) {
  const settings = { sizes: sizesOf(lane), ...lane };
  const initial = initialWeights(settings.sizes, seed);
  const weights = referenceTraining(settings, initial, batches.slice(0, step - 1), batches.length);
  const samples = batches[step - 1]!;
  const logits = samples.features.flatMap((x) => referenceLogits(settings, weights, x));
  return { loss: referenceLoss(settings, weights, samples), largest: Math.max(...logits.map(Math.abs)) };
}

describe.each(stackVariants)("trainStack(engine, job, extraPoints, report) on %s", (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await loadVariant(name);
  });

  it("trains each lane as the float64 reference does, epoch by epoch, on the schedule of the whole training", async () => {
    expect(dataset.columns?.length).toBe(32);
    const common = {
      activation: "tanh",
      batchSize: 16,
      epochs: 4,
      schedule: "cosine",
      warmupSteps: 7,
    } as const;
    const lanes = [
      laneSpec({ ...common, learningRate: 0.01 }),
      laneSpec({
        ...common,
        learningRate: 0.01,
        alpha: 0.6,
        temperature: 3,
        labelSmoothing: 0.1,
        weightDecay: 0.5,
      }),
    ];
    const batches = allBatches(4, 16);
    trained(await run(engine, lanes)).forEach((lane, k) => {
      const settings = { sizes: sizesOf(lanes[k]!), ...lanes[k]! };
      const expected = referenceTraining(settings, initialWeights(settings.sizes, seed), batches);
      lane.weights.forEach((values, array) => {
        const distance = Math.hypot(...Array.from(values, (value, i) => value - expected[array]![i]!));
        expect(distance).toBeLessThan(1e-4 * Math.hypot(...expected[array]!));
      });
      for (const split of ["validation", "test"] as const) {
        const { features, labels } = samplesOf(dataset.splits[split]);
        const logits = features.map((x) => referenceLogits(settings, expected, x));
        logits.flat().forEach((logit, i) => void expect(lane[`${split}Logits`][i]).toBeCloseTo(logit, 3));
        if (split === "test") continue;
        const right = logits.filter((row, i) => row.indexOf(Math.max(...row)) === labels[i]).length;
        expect(lane.curve.at(-1)).toBe(right / labels.length);
      }
    });
  });

  it("lets lanes leave that stop early: each has the bits that it has alone, and no tensor stays behind", async () => {
    const common = { optimizer: "momentum", batchSize: 16, epochs: 12, patience: 2 } as const;
    const lanes = [
      laneSpec({ ...common, learningRate: 0.05 }),
      laneSpec({ ...common, learningRate: 0.001 }),
      laneSpec({ ...common, learningRate: 0.02, alpha: 0.5, temperature: 4 }),
      laneSpec({ ...common, learningRate: 0.005, alpha: 1, temperature: 2 }),
      laneSpec({ ...common, learningRate: 0.01, labelSmoothing: 0.1, weightDecay: 0.3 }),
    ];
    const tensors = engine.tf.memory().numTensors;
    const lanesOfStacks: number[] = [];
    const together = await run(
      {
        ...engine,
        laneKernel: engine.laneKernel && {
          ...engine.laneKernel,
          create(shape, lanes, ...rest) {
            lanesOfStacks.push(lanes.length / 5); // five numbers a lane
            return engine.laneKernel!.create(shape, lanes, ...rest);
          },
        },
        parameter(values, shape) {
          if (shape[0] === 32) lanesOfStacks.push(shape[1]! / 10); // the first kernel, [32, lanes * 10]
          return engine.parameter(values, shape);
        },
      },
      lanes,
    );
    expect(engine.tf.memory().numTensors).toBe(tensors);
    const lengths = trained(together).map(({ curve }) => curve.length);
    const last = Math.max(...lengths);
    const left = [...new Set(lengths)].filter((length) => length < last).sort((a, b) => a - b);
    expect(left.length).toBeGreaterThan(1); // they do leave at different times
    const remaining = left.map((epoch) => lengths.filter((length) => length > epoch).length);
    expect(lanesOfStacks).toEqual([5, ...remaining, 5]); // all five are evaluated in the end
    for (const [k, lane] of lanes.entries()) {
      const [alone] = await run(engine, [lane]);
      expect([k, bits(together[k]!)]).toEqual([k, bits(alone!)]);
    }
  });

  it("reports the first step whose loss was not finite, and the other lanes do not notice", async () => {
    const common = { optimizer: "sgd", batchSize: 16, epochs: 3, learningRate: 0.05 } as const;
    const absurd = laneSpec({ ...common, learningRate: 1e30 });
    const sound = [laneSpec(common), laneSpec({ ...common, alpha: 0.5 })];
    // Step 1 makes weights of about 1e29; in step 2 two layers of them pass what a float32 can hold.
    const batches = allBatches(3, 16);
    expect(referenceAt(1, absurd, batches).loss).toBeLessThan(10);
    expect(referenceAt(2, absurd, batches).largest).toBeGreaterThan(largestFloat32);
    const [first, diverged, second] = await run(engine, [sound[0]!, absurd, sound[1]!]);
    expect(diverged).toEqual({ state: "diverged", epoch: 1, step: 2 });
    expect([first!, second!].map(bits)).toEqual((await run(engine, sound)).map(bits));
  });

  it("reports a loss that is not finite in the last epoch alone, whatever patience kept before", async () => {
    // No hidden layer; rate 1, decay 1001: each step multiplies the kernel by -1000, so that logits of about 1 pass
    // 3.4e38 = 0.34 * 1000^13 at step 14, the fourth of epoch 3.
    const common = {
      optimizer: "sgd",
      hidden: [] as number[],
      batchSize: 16,
      epochs: 3,
      learningRate: 1,
    } satisfies Partial<MlpLaneSpec>;
    for (const patience of [{}, { patience: 3 }]) {
      const changes: Partial<MlpLaneSpec>[] = [{}, { weightDecay: 1001 }, { alpha: 0.5 }];
      const lanes = changes.map((change) => laneSpec({ ...common, ...change, ...patience }));
      const batches = allBatches(3, 16);
      expect(referenceAt(13, lanes[1]!, batches).largest).toBeLessThan(largestFloat32);
      expect(referenceAt(14, lanes[1]!, batches).largest).toBeGreaterThan(largestFloat32);
      const outcomes = await run(engine, lanes);
      expect(outcomes.map(({ state }) => state)).toEqual(["trained", "diverged", "trained"]);
      expect(outcomes[1]).toEqual({ state: "diverged", epoch: 3, step: 4 });
      const without = await run(engine, [lanes[0]!, lanes[2]!]);
      expect([outcomes[0]!, outcomes[2]!].map(bits)).toEqual(without.map(bits));
    }
  });

  it("reports weights that overflow in the very last update, behind the last loss", async () => {
    // As above with the factor -450: 450^14 = 1e37 in the last loss, 450^15 = 6e39 after it.
    const common = {
      optimizer: "sgd",
      hidden: [] as number[],
      batchSize: 16,
      epochs: 3,
      learningRate: 1,
    } as const;
    const lane = laneSpec({ ...common, weightDecay: 451 });
    expect(referenceAt(15, lane, allBatches(3, 16)).largest).toBeLessThan(largestFloat32);
    expect(await run(engine, [lane])).toEqual([{ state: "diverged", epoch: 3, step: 5 }]);
  });

  it("has nothing to evaluate when all lanes diverged, and stops there", async () => {
    const tensors = engine.tf.memory().numTensors;
    const absurd = laneSpec({ optimizer: "sgd", batchSize: 16, epochs: 50, learningRate: 1e30 });
    const epochs: number[] = [];
    const outcomes = await trainStack(
      engine,
      {
        lanes: [absurd, { ...absurd, alpha: 0.5 }],
        seed,
        role: "student",
        dataset,
        trainingSet: wholeTrainingSet(dataset, teacherLogits),
      },
      new Float32Array(),
      ({ epoch }) => void epochs.push(epoch),
    );
    expect(outcomes).toEqual([
      { state: "diverged", epoch: 1, step: 2 },
      { state: "diverged", epoch: 1, step: 2 },
    ]);
    expect(epochs).toEqual([1]);
    expect(engine.tf.memory().numTensors).toBe(tensors);
  });
});
