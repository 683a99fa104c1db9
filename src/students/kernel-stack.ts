// A stack in the memory of lanes.cc: one call a step.
import { type Engine, slotsOf } from "../engine/engine.ts";
import type { KernelPart, LaneKernel } from "../engine/lane-kernel.ts";
import type { Activation, Optimizer } from "../study/schema.ts";
import type { BatchFeatures } from "../training/lit-features.ts";
import { keptLanes } from "./kept-lanes.ts";
import { mlpLayout, splitLanes, stackLanes, withDecay } from "./lane-layout.ts";
import type { LaneWeights } from "./lane-weights.ts";
import type { Stack, StackSettings, StackState } from "./stack.ts";

/** As lanes.cc numbers them. */
const activations: Record<Activation, number> = { relu: 0, tanh: 1, sigmoid: 2 };
const optimizers: Record<Optimizer, number> = { sgd: 0, momentum: 1, adam: 2 };

export function createKernelStack(
  engine: Engine,
  kernel: LaneKernel,
  settings: StackSettings,
  initial: readonly LaneWeights[],
  from?: StackState,
): Stack {
  const { sizes, columns, activation, optimizer, momentum } = settings;
  const inputs = columns?.length ?? sizes[0]!;
  const lanes = settings.lanes.length;
  const classes = sizes.at(-1)!;
  const layout = mlpLayout(sizes, columns);
  const stacked = stackLanes(initial, layout);
  const lengths = stacked.map(({ length }) => length);
  const slotLengths = Array.from({ length: slotsOf[optimizer] }, () => lengths).flat();
  const decays = settings.lanes.map(({ learningRate, weightDecay }) => learningRate * weightDecay);
  // What the kernels have been multiplied by so far: the weights of inputs that are left out catch up when they are read.
  const decayed = from ? [...from.decayed] : new Array<number>(lanes).fill(1);
  let steps = from?.updater?.steps ?? 0;
  const net = kernel.create(
    Int32Array.of(activations[activation], optimizers[optimizer], inputs, ...sizes.slice(1)),
    Float64Array.from(
      settings.lanes.flatMap((lane) => [
        lane.temperature,
        lane.alpha,
        lane.labelSmoothing,
        lane.learningRate,
        lane.weightDecay,
      ]),
    ),
    momentum,
    steps,
    joined(stacked),
    joined(from?.updater?.slots ?? []),
  );

  function state() {
    const values = new Float32Array(sum(lengths));
    const slots = new Float32Array(sum(slotLengths));
    kernel.read(net, values, slots);
    return { values: cut(values, lengths), slots: cut(slots, slotLengths) };
  }

  return {
    step(parts, rateFactor) {
      steps++;
      decays.forEach((decay, lane) => {
        decayed[lane]! *= 1 - rateFactor * decay;
      });
      const diverged = new Uint8Array(lanes);
      const kernelParts = parts.map(
        ({ features, rows, labels, teacherLogits }): KernelPart => [
          ...featureParts(features),
          rows,
          labels,
          teacherLogits,
        ],
      );
      kernel.step(net, rateFactor, kernelParts, diverged);
      return Array.from(diverged.keys()).filter((lane) => diverged[lane] === 1);
    },
    logits(features) {
      const values = new Float32Array(lanes * features.rows * classes);
      kernel.logits(net, featureParts(features), values);
      return engine.tf.tensor3d(values, [lanes, features.rows, classes]);
    },
    read: () => splitLanes(state().values, layout, withDecay(initial, decayed)),
    keep(chosen) {
      const { values, slots } = state();
      const now = { values, updater: { steps, slots }, decayed };
      return createKernelStack(engine, kernel, ...keptLanes(settings, layout, initial, now, chosen));
    },
    close: () => kernel.release(net),
  };
}

/** The five features of a part in lanes.cc. */
function featureParts(features: BatchFeatures): KernelPart {
  if ("ids" in features) {
    const { rows, inputs, bytes, size, ids } = features;
    return [rows, inputs, bytes, size, ids];
  }
  return [features.rows, features.columns, features.values, 0, null];
}

const sum = (lengths: readonly number[]) => lengths.reduce((total, length) => total + length, 0);

function joined(arrays: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(sum(arrays.map(({ length }) => length)));
  let start = 0;
  for (const values of arrays) {
    all.set(values, start);
    start += values.length;
  }
  return all;
}

function cut(all: Float32Array, lengths: readonly number[]): Float32Array[] {
  let end = 0;
  return lengths.map((length) => {
    end += length;
    return all.subarray(end - length, end);
  });
}
