// Lanes and weights for the tests of soft trees.
import { stream } from "../../src/random/stream.ts";
import type { LaneWeights } from "../../src/students/lane-weights.ts";
import type { SoftTreeLaneSpec } from "../../src/students/network.ts";
import { innerNodesOf, leavesOf, type SoftTreeShape } from "../../src/students/soft-tree-weights.ts";
import type { SoftTreeLane } from "../../src/students/stack.ts";
import { laneSpec } from "./lanes.ts";

/** Hard labels, plain settings of the paper. */
export const plainLane: SoftTreeLane = {
  temperature: 1,
  alpha: 0,
  labelSmoothing: 0,
  learningRate: 0.05,
  weightDecay: 0,
  inverseTemperature: 1,
  balancePenalty: 0.1,
  prediction: "likeliest-leaf",
};

/** Each way through the loss, each with its own steepness and penalty. */
export const lossesOfTrees: readonly SoftTreeLane[] = [
  { ...plainLane, balancePenalty: 0 },
  { ...plainLane, inverseTemperature: 2.5, balancePenalty: 3 },
  { ...plainLane, temperature: 4, alpha: 1, balancePenalty: 0.5 },
  { ...plainLane, temperature: 3, alpha: 0.7, inverseTemperature: 0.7 },
  { ...plainLane, temperature: 2, alpha: 0.3, labelSmoothing: 0.2, weightDecay: 0.4 },
  { ...plainLane, labelSmoothing: 0.1, prediction: "all-leaves", weightDecay: 0.1 },
];

/** Adam, three epochs. */
export function softTreeSpec(change: Partial<SoftTreeLaneSpec> = {}): SoftTreeLaneSpec {
  const { hidden: _hidden, activation: _activation, ...training } = laneSpec();
  return {
    ...training,
    kind: "soft-tree",
    depth: 3,
    inverseTemperature: 1,
    balancePenalty: 0.1,
    prediction: "likeliest-leaf",
    ...change,
  };
}

/** With leaves and biases other than 0. */
export function anySoftTree({ inputs, depth, numClasses }: SoftTreeShape, seed: number): LaneWeights {
  const { normal } = stream(seed, "soft tree");
  const draw = (length: number, scale: number) => Float32Array.from({ length }, () => scale * normal());
  const inner = innerNodesOf(depth);
  return [
    draw(inputs * inner, 1 / Math.sqrt(inputs)),
    draw(inner, 0.3),
    draw(leavesOf(depth) * numClasses, 1),
  ];
}
