// What a stack costs, in memory and time, before anything is loaded. Estimates to cut by, never part of a result.
import { slotsOf } from "../engine/engine.ts";
import { mlpCost, softTreeCost } from "../metrics/cost.ts";
import { innerNodesOf, leavesOf } from "../students/soft-tree-weights.ts";
import type { MlpStudentSpec, SoftTreeStudentSpec, TrainingSpec } from "../study/schema.ts";
import { mostRows } from "../training/batches.ts";
import { stepsOfTraining } from "../training/steps.ts";

/** What decides the cost of a network, be it a student or a teacher. */
type CostedNetwork = Pick<TrainingSpec, "optimizer" | "batchSize" | "epochs"> &
  (Pick<MlpStudentSpec, "kind" | "hidden"> | Pick<SoftTreeStudentSpec, "kind" | "depth" | "prediction">);

export interface StackShape {
  readonly spec: CostedNetwork;
  /** Features of a sample and number of classes. */
  readonly inputs: number;
  readonly numClasses: number;
  readonly trainRows: number;
  /** Validation and test rows, whose logits are held in the end. */
  readonly evaluatedRows: number;
}

const bytesPerFloat = 4;

/** Of a batch, for all lanes together: its floats, or its lit pixels by row and by column (8 bytes each). */
export function batchBytes({ spec, inputs }: StackShape): number {
  return 16 * spec.batchSize * inputs;
}

export function parametersOf({ spec, inputs, numClasses }: StackShape): number {
  switch (spec.kind) {
    case "mlp":
      return mlpCost([inputs, ...spec.hidden, numClasses]).parameters;
    case "soft-tree":
      return softTreeCost({ ...spec, inputs, numClasses }).parameters;
  }
}

/**
 * Floats that a sample takes on its way through one lane, forward and backward: each activation of a network some eight times
 * over; of a soft tree each inner node some ten times and each leaf some eight (src/students/soft-tree-paths.ts).
 */
function floatsOfSample({ spec, numClasses }: StackShape): number {
  switch (spec.kind) {
    case "mlp":
      return 8 * spec.hidden.reduce((sum, units) => sum + units, numClasses);
    case "soft-tree":
      return 10 * innerNodesOf(spec.depth) + 8 * leavesOf(spec.depth) + numClasses;
  }
}

/**
 * Bytes that one lane holds at its peak: weights, gradient, slots, and the kept weights with the copy that is read to
 * replace them; what a batch takes, or `mostRows` that are predicted; logits of the samples that it is judged by.
 */
export function laneBytes(shape: StackShape): number {
  const { spec, numClasses, evaluatedRows } = shape;
  // As tensors also the rows of the first kernel that a batch lights, and the gradient on them.
  const copies = (spec.kind === "mlp" ? 4 : 6) + slotsOf[spec.optimizer];
  const weights = copies * parametersOf(shape);
  return activationBytes(shape) + bytesPerFloat * (weights + evaluatedRows * numClasses);
}

export function activationBytes(shape: StackShape): number {
  return bytesPerFloat * floatsOfSample(shape) * Math.max(shape.spec.batchSize, (3 * mostRows) / 8);
}

/**
 * Microseconds of one thread for a step of so many lanes, in proportion to the weights of a lane but for a part of the whole
 * stack. Networks, from `npm run bench` (stack-width) on 2 cores: a step of the lane kernel takes 175, a lane 784-10-10-10 with
 * batch 128 another 28; as tensors both are some two to three times as long, which cuts stacks in the same places. Soft trees
 * of depth 3 to 10 in stacks of 1, 3 and 16, seen while these constants were looked for: 300 a step, then 0.006 to 0.010 a weight.
 */
export function stepMicroseconds(shape: StackShape, lanes: number): number {
  const weights = (parametersOf(shape) * shape.spec.batchSize) / 128;
  switch (shape.spec.kind) {
    case "mlp":
      return 175 + lanes * (4 + 0.003 * weights);
    case "soft-tree":
      return 300 + lanes * 0.008 * weights;
  }
}

/** Of a whole training, in microseconds, if nothing stops it early. */
export function trainingMicroseconds(shape: StackShape, lanes: number): number {
  return stepsOfTraining(shape.spec, shape.trainRows) * stepMicroseconds(shape, lanes);
}
