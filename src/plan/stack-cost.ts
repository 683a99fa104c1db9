// What a stack costs, in memory and time, before anything is loaded. Estimates to cut by, never part of a result.
import type { MlpStudentSpec } from "../study/schema.ts";

export interface StackShape {
  readonly spec: MlpStudentSpec;
  /** Features of a sample and number of classes. */
  readonly inputs: number;
  readonly numClasses: number;
  /** Train and validation rows, and those of the test set. */
  readonly transferRows: number;
}

const bytesPerFloat = 4;
const slots = { sgd: 0, momentum: 1, adam: 2 } as const;
/** Rows that are predicted at once. */
const evaluationRows = 512;

export function parametersOf({ spec, inputs, numClasses }: StackShape): number {
  const sizes = [inputs, ...spec.hidden, numClasses];
  return sizes.slice(1).reduce((sum, outputs, layer) => sum + (sizes[layer]! + 1) * outputs, 0);
}

/**
 * Bytes that one lane holds at its peak: weights, gradient, slots, and the kept weights with the copy that is read to
 * replace them; the activations of a batch (each some eight times over, forward and backward); logits of all samples.
 */
export function laneBytes(shape: StackShape): number {
  const { spec, numClasses, transferRows } = shape;
  const width = spec.hidden.reduce((sum, units) => sum + units, numClasses);
  const weights = parametersOf(shape) * (4 + slots[spec.optimizer]);
  const activations = width * Math.max(8 * spec.batchSize, 3 * evaluationRows);
  return bytesPerFloat * (weights + activations + transferRows * numClasses);
}

/**
 * Microseconds of one thread for a step of so many lanes. From `npm run bench` (stack-width) on 2 cores: a step of the lane
 * kernel takes 350, a lane 784-10-10-10 with batch 128 another 28, nearly all of it in proportion to its weights. As tensors
 * both are some two times as long, which cuts stacks in the same places.
 */
export function stepMicroseconds(shape: StackShape, lanes: number): number {
  return 350 + lanes * (4 + (0.003 * parametersOf(shape) * shape.spec.batchSize) / 128);
}

/** Of a whole training, in microseconds, if nothing stops it early. */
export function trainingMicroseconds(shape: StackShape, lanes: number): number {
  const steps = shape.spec.epochs * Math.ceil(shape.transferRows / shape.spec.batchSize);
  return steps * stepMicroseconds(shape, lanes);
}
