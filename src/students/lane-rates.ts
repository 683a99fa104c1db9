// Learning rates and weight decay where one set of tensors holds many lanes.
import type { Optimizer } from "../study/schema.ts";
import type { LaneSettings } from "./stack.ts";

export interface LaneRates {
  /** Of the whole stack, for the update rule. */
  readonly common: number;
  /** What each lane's gradient is multiplied by. */
  readonly scales: readonly number[];
}

/** Adam's rate is one number for a whole tensor. The other rules are linear in it: a lane's own scales its gradient. */
export function laneRates(optimizer: Optimizer, lanes: readonly LaneSettings[]): LaneRates {
  if (optimizer !== "adam") return { common: 1, scales: lanes.map(({ learningRate }) => learningRate) };
  const common = lanes[0]!.learningRate;
  if (lanes.some(({ learningRate }) => learningRate !== common))
    throw new Error("Expected one learning rate for all of Adam's lanes as tensors");
  return { common, scales: lanes.map(() => 1) };
}

export interface LaneDecay {
  /** What the kernels have been multiplied by so far: the weights of inputs that are left out catch up when they are read. */
  readonly decayed: readonly number[];
  /** What the kernels are multiplied by before a step at `rateFactor`, by lane; null where no lane decays. */
  factorsOf(rateFactor: number): number[] | null;
}

/** Decoupled weight decay (Loshchilov & Hutter 2019, arXiv 1711.05101), before the update as in Keras. */
export function laneDecay(lanes: readonly LaneSettings[], from?: readonly number[]): LaneDecay {
  const decays = lanes.map(({ learningRate, weightDecay }) => learningRate * weightDecay);
  const decayed = from ? [...from] : decays.map(() => 1);
  return {
    decayed,
    factorsOf(rateFactor) {
      if (decays.every((decay) => decay === 0)) return null;
      const factors = decays.map((decay) => 1 - rateFactor * decay);
      factors.forEach((factor, lane) => {
        decayed[lane]! *= factor;
      });
      return factors;
    },
  };
}
