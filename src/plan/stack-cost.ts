// What a stack costs, in memory and time, before anything is loaded. Estimates to cut by, never part of a result.
import { slotsOf } from "../engine/engine.ts";
import type { MlpStudentSpec } from "../study/schema.ts";
import { mostRows } from "../training/batches.ts";

export interface StackShape {
  readonly spec: MlpStudentSpec;
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
  const sizes = [inputs, ...spec.hidden, numClasses];
  return sizes.slice(1).reduce((sum, outputs, layer) => sum + (sizes[layer]! + 1) * outputs, 0);
}

/**
 * Bytes that one lane holds at its peak: weights, gradient, slots, and the kept weights with the copy that is read to
 * replace them; the activations of a batch (each some eight times over, forward and backward); logits of the samples that it is judged by.
 */
export function laneBytes(shape: StackShape): number {
  const { spec, numClasses, evaluatedRows } = shape;
  const width = spec.hidden.reduce((sum, units) => sum + units, numClasses);
  const weights = parametersOf(shape) * (4 + slotsOf[spec.optimizer]);
  const activations = width * Math.max(8 * spec.batchSize, 3 * mostRows);
  return bytesPerFloat * (weights + activations + evaluatedRows * numClasses);
}

/**
 * Microseconds of one thread for a step of so many lanes. From `npm run bench` (stack-width) on 2 cores: a step of the lane
 * kernel takes 175, a lane 784-10-10-10 with batch 128 another 28, nearly all of it in proportion to its weights. As tensors
 * both are some two to three times as long, which cuts stacks in the same places.
 */
export function stepMicroseconds(shape: StackShape, lanes: number): number {
  return 175 + lanes * (4 + (0.003 * parametersOf(shape) * shape.spec.batchSize) / 128);
}

/** Of a whole training, in microseconds, if nothing stops it early. */
export function trainingMicroseconds(shape: StackShape, lanes: number): number {
  const steps = shape.spec.epochs * Math.ceil(shape.trainRows / shape.spec.batchSize);
  return steps * stepMicroseconds(shape, lanes);
}
