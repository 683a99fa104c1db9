import type { MlpLaneSpec } from "../../src/students/network.ts";
import type { LaneOutcome, TrainedLane } from "../../src/students/train-stack.ts";

/** Hard labels, two hidden layers of ten, Adam; three epochs. */
export function laneSpec(change: Partial<MlpLaneSpec> = {}): MlpLaneSpec {
  return {
    kind: "mlp",
    temperature: 1,
    alpha: 0,
    hidden: [10, 10],
    activation: "relu",
    optimizer: "adam",
    learningRate: 0.001,
    momentum: 0.9,
    weightDecay: 0,
    schedule: "constant",
    warmupSteps: 0,
    labelSmoothing: 0,
    batchSize: 128,
    epochs: 3,
    ...change,
  };
}

export function trained(outcomes: readonly LaneOutcome[]): TrainedLane[] {
  return outcomes.map((outcome) => {
    if (outcome.state !== "trained")
      throw new Error(`Expected a trained lane, got ${JSON.stringify(outcome)}`);
    return outcome;
  });
}
