// A stack in the memory of the lane kernel: one call a step. What is the same for networks and for soft trees.
import { type Engine, slotsOf } from "../engine/engine.ts";
import type { KernelNet, KernelPart, LaneKernel } from "../engine/lane-kernel.ts";
import type { Optimizer } from "../study/schema.ts";
import type { BatchFeatures } from "../training/lit-features.ts";
import type { StackMoment } from "./kept-lanes.ts";
import { type Layout, splitLanes, stackLanes, withDecay } from "./lane-layout.ts";
import type { LaneWeights } from "./lane-weights.ts";
import type { LaneSettings, Stack, StackState } from "./stack.ts";

/** As the kernel numbers them. */
export const optimizerNumbers: Record<Optimizer, number> = { sgd: 0, momentum: 1, adam: 2 };

/** Of a lane, as the kernel takes them: `addLane` in kernel/lanes.cc. */
export function laneNumbers(lane: LaneSettings): number[] {
  return [lane.temperature, lane.alpha, lane.labelSmoothing, lane.learningRate, lane.weightDecay];
}

/** All parameters one after another, as `stackLanes` lays them out. */
export interface KernelMemory {
  readonly steps: number;
  readonly values: Float32Array;
  /** Tensors of the update rule; empty before the first step. */
  readonly slots: Float32Array;
}

export interface KernelStack {
  readonly settings: { readonly optimizer: Optimizer; readonly lanes: readonly LaneSettings[] };
  readonly numClasses: number;
  readonly layout: Layout;
  readonly initial: readonly LaneWeights[];
  readonly from: StackState | undefined;
  create(memory: KernelMemory): KernelNet;
  /** `[lanes, rows, classes]`; `weights` as they are now. */
  logits(
    net: KernelNet,
    part: KernelPart,
    rows: number,
    weights: () => readonly Float32Array[],
  ): Float32Array;
  keep(net: KernelNet, now: StackMoment, lanes: readonly number[]): Stack;
}

export function stackInKernel(engine: Engine, kernel: LaneKernel, stack: KernelStack): Stack {
  const { settings, numClasses, layout, initial, from } = stack;
  const lanes = settings.lanes.length;
  const stacked = stackLanes(initial, layout);
  const lengths = stacked.map(({ length }) => length);
  const slotLengths = Array.from({ length: slotsOf[settings.optimizer] }, () => lengths).flat();
  const decays = settings.lanes.map(({ learningRate, weightDecay }) => learningRate * weightDecay);
  // What the kernels have been multiplied by so far: the weights of inputs that are left out catch up when they are read.
  const decayed = from ? [...from.decayed] : new Array<number>(lanes).fill(1);
  let steps = from?.updater?.steps ?? 0;
  const net = stack.create({ steps, values: joined(stacked), slots: joined(from?.updater?.slots ?? []) });

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
      const { rows } = features;
      const values = stack.logits(net, featureParts(features), rows, () => state().values);
      return engine.tf.tensor3d(values, [lanes, rows, numClasses]);
    },
    read: () => splitLanes(state().values, layout, withDecay(initial, decayed)),
    keep(chosen) {
      const { values, slots } = state();
      return stack.keep(net, { values, updater: { steps, slots }, decayed }, chosen);
    },
    close: () => kernel.release(net),
  };
}

/** The five features of a part in the kernel. */
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
