// What it takes to train a stack of students, and to grow trees.
import { inputSize } from "../data/dataset.ts";
import type { GrowTreesJob, TrainStackJob } from "../jobs/job.ts";
import { fitsLaneKernel } from "../students/kernel-fit.ts";
import { hasHardTargets } from "../study/labels.ts";
import { sameTraining } from "../study/recipe.ts";
import { uniqueBy } from "../study/unique-by.ts";
import { stepsOfTraining } from "../training/steps.ts";
import type { DatasetSizes, EstimatedEngine, JobEstimate } from "./job-estimate.ts";
import {
  activationBytes,
  batchBytes,
  laneBytes,
  parametersOf,
  type StackShape,
  stepMicroseconds,
} from "./stack-cost.ts";

/** The portable engine against one thread of the native one: 88 ms a step for 0.74 M multiply-adds (teacher-step). */
const portableTraining = 12;

export function studentsEstimate(
  job: TrainStackJob,
  sizes: DatasetSizes,
  engine: EstimatedEngine,
): JobEstimate {
  const specs = job.cells.map(({ spec }) => spec);
  const lanes = uniqueBy(specs, sameTraining).length;
  const shape = stackShape(specs[0]!, sizes);
  return {
    elapsedMs: trainingMs(shape, lanes, engine) + specs.length * judgingMs(sizes),
    bytes: stackBytes(shape, lanes, engine),
  };
}

/**
 * Beside what lanes hold: what TensorFlow keeps for itself, and what the heap grows by. Peaks of stacks on MNIST (bench/programs/job-memory.ts):
 * tensors 784-300-300-10 in 1, 2, 4 and 8 lanes 93, 111, 175 and 275 MB, 784-800-800-10 114; soft trees of depth 8 in the lane
 * kernel, 1, 4 and 8 of them, 53, 93 and 115; 54 networks 784-10-10-10 there 36, as the kernel holds no activations.
 */
const keptBytes = { tensors: 60e6, softTrees: 40e6 };

/** A tensor operation has its arguments and its result at the same time. */
const tensorCopies = 2;

export function stackBytes(shape: StackShape, lanes: number, engine: EstimatedEngine): number {
  const own = batchBytes(shape) + lanes * laneBytes(shape);
  if (!isInKernel(shape, engine)) return keptBytes.tensors + tensorCopies * own;
  return shape.spec.kind === "soft-tree" ? keptBytes.softTrees + own : own - lanes * activationBytes(shape);
}

function isInKernel({ spec, numClasses }: StackShape, { hasLaneKernel }: EstimatedEngine): boolean {
  return hasLaneKernel && fitsLaneKernel(spec, numClasses);
}

export function stackShape(spec: StackShape["spec"], sizes: DatasetSizes): StackShape {
  return { ...sizes, spec, inputs: inputSize(sizes) };
}

export function trainingMs(shape: StackShape, lanes: number, engine: EstimatedEngine): number {
  const steps = stepsOfTraining(shape.spec, shape.trainRows);
  return (steps * stackStepMicroseconds(shape, lanes, engine)) / 1000;
}

/**
 * Of networks as tensors, 1 and 54 lanes 784-10-10-10 (native engine: step-parts; portable: stack-width); on the native one also
 * 784-100-100-10 and 784-800-800-10, seen while these constants were looked for.
 */
const tensorStep = {
  native: { microseconds: 700, perWeight: 0.0085 },
  portable: { microseconds: 1500, perWeight: 0.085 },
};

/** On the native engine. Depth 4, 6 and 8 in stacks of 1, 4 and 16, seen while these constants were looked for. */
function softTreeTensorMicroseconds(shape: StackShape, lanes: number): number {
  return 1500 + lanes * 0.01 * parametersOf(shape) * (shape.spec.batchSize / 128);
}

function stackStepMicroseconds(shape: StackShape, lanes: number, engine: EstimatedEngine): number {
  const { spec } = shape;
  if (isInKernel(shape, engine)) return stepMicroseconds(shape, lanes);
  if (spec.kind === "soft-tree")
    return softTreeTensorMicroseconds(shape, lanes) * (engine.name === "native" ? 1 : portableTraining);
  const { microseconds, perWeight } = tensorStep[engine.name];
  return microseconds + lanes * perWeight * parametersOf(shape) * (spec.batchSize / 128);
}

/** Metrics of a cell and its commit: 19 cells on 16,000 MNIST images take 1.1 s: results/seed/timings.jsonl. */
export function judgingMs({ evaluatedRows, numClasses }: DatasetSizes): number {
  return 0.00036 * evaluatedRows * numClasses;
}

/**
 * A tree on 54,000 rows of 784 pixels takes 1.49 s on hard labels and 3.42 on soft ones, and 108 and 123 MB (tree-growth), or 94
 * and 186 in a thread that also makes the targets (bench/programs/job-memory.ts);
 * smaller ones that are cut out of it cost no more than to be judged. ml-cart: src/study/check-ml-cart.ts.
 */
export function treesEstimate({ cells }: GrowTreesJob, sizes: DatasetSizes): JobEstimate {
  const { spec } = cells[0]!;
  const rows = spec.trainFraction * sizes.trainRows;
  const share = (rows * inputSize(sizes)) / (54_000 * 784);
  const measured = hasHardTargets(spec) ? { ms: 1490, bytes: 108e6 } : { ms: 3420, bytes: 150e6 };
  const growthMs = spec.implementation === "ml-cart" ? 50 * (rows / 1000) ** 2 : measured.ms * share;
  return {
    elapsedMs: growthMs + cells.length * judgingMs(sizes),
    bytes: measured.bytes * share,
  };
}
