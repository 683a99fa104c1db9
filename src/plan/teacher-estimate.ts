// What it takes to train a teacher and to label by it.
import { inputSize } from "../data/dataset.ts";
import { slotsOf } from "../engine/engine.ts";
import type { LabelShardJob } from "../jobs/job.ts";
import { teacherCost } from "../metrics/teacher-cost.ts";
import type { TrainedTeacherSpec } from "../study/schema.ts";
import { isTrainedAlone } from "../study/trained-alone.ts";
import type { TeacherFiles } from "../teachers/outside-files.ts";
import { mostRows } from "../training/batches.ts";
import { stepsOfTraining } from "../training/steps.ts";
import type { DatasetSizes, EstimatedEngine, JobEstimate } from "./job-estimate.ts";
import { judgingMs, stackBytes, stackShape, trainingMs } from "./student-estimate.ts";

/** Multiply-adds and activations of a sample in the teacher of the seed study, 32 filters and 1200-1200, by which teachers were measured. */
const measuredMultiplyAdds = 27.6e6;
const measuredActivations = 26 * 26 * 32 + 1200 + 1200;

/**
 * A step of that teacher with batch 128: 243 ms on one thread, 139 on two, so 35 are the same on any number (teacher-step).
 * Those go with the activations: a network with pooling has hardly any products behind its convolution and yet takes them.
 */
const stepMs = { fixed: 35, shared: 208 };

/** Of the portable engine: products take 14 times as long, by 88 ms a step of 8 filters and 128 units and 3 s of that teacher. */
const portableProducts = 14;

/** Labelling 60,000 images by it takes 37 s of worker time: results/seed/timings.jsonl. */
const labelMs = 37_000 / 60_000;

/** The portable engine against the native one: 83 µs a label of a teacher of 0.74 M multiply-adds (label-production). */
const portablePrediction = 5;

export function teacherEstimate(
  spec: TrainedTeacherSpec,
  sizes: DatasetSizes,
  engine: EstimatedEngine,
): JobEstimate {
  if (isTrainedAlone(spec)) return aloneEstimate(spec, sizes, engine);
  const shape = stackShape({ ...spec, kind: "mlp" }, sizes);
  return {
    elapsedMs: trainingMs(shape, 1, engine) + judgingMs(sizes),
    bytes: stackBytes(shape, 1, engine),
  };
}

/** Beside those that predict: weights as arrays and as tensors, while they train and as they are kept, and their gradient. */
const weightCopies = 5;

function aloneEstimate(spec: TrainedTeacherSpec, sizes: DatasetSizes, engine: EstimatedEngine): JobEstimate {
  const { multiplyAdds, bytes } = costOf(spec, sizes);
  const isNative = engine.name === "native";
  const threads = isNative ? (spec.threads ?? 1) : 1;
  const batches = spec.batchSize / 128;
  const fixedMs = (activationsOf(spec, sizes) / measuredActivations) * batches * stepMs.fixed;
  const sharedMs = (multiplyAdds / measuredMultiplyAdds) * batches * (stepMs.shared / threads);
  const oneStepMs = fixedMs + sharedMs * (isNative ? 1 : portableProducts);
  const steps = stepsOfTraining(spec, sizes.trainRows);
  const predictions = spec.epochs * (sizes.transferSize - sizes.trainRows) + sizes.evaluatedRows;
  const predictingMs = (predictions * predictionMs(spec, sizes, engine)) / threads;
  return {
    elapsedMs: steps * oneStepMs + predictingMs,
    bytes: (weightCopies + slotsOf[spec.optimizer]) * bytes + predictionBytes(spec, sizes),
  };
}

export function labelsEstimate(
  { teacher, range }: LabelShardJob,
  sizes: DatasetSizes,
  engine: EstimatedEngine,
): JobEstimate {
  if (teacher.from === "files") return outsideEstimate(teacher.files, range.count, sizes, engine);
  return {
    elapsedMs: range.count * predictionMs(teacher.spec, sizes, engine),
    bytes: predictionBytes(teacher.spec, sizes),
  };
}

/**
 * Of a teacher from outside only the size of its files is known: a multiply-add for each float32 in them, as of dense layers; more
 * of convolutions. In memory are the files, the weights as tensors, and of the rows that are predicted together what goes into the
 * widest layer and comes out of it: of a SavedModel, whose layers TensorFlow alone knows, no less than the samples.
 */
export function outsideEstimate(
  { bytes, widestLayer = 0 }: TeacherFiles,
  rows: number,
  sizes: DatasetSizes,
  { name }: EstimatedEngine,
): JobEstimate {
  const share = bytes / 4 / measuredMultiplyAdds;
  return {
    elapsedMs: rows * labelMs * share * (name === "native" ? 1 : portablePrediction),
    bytes: 4 * bytes + 2 * 4 * mostRows * Math.max(inputSize(sizes), widestLayer),
  };
}

/** On one thread. */
function predictionMs(spec: TrainedTeacherSpec, sizes: DatasetSizes, { name }: EstimatedEngine): number {
  const share = costOf(spec, sizes).multiplyAdds / measuredMultiplyAdds;
  return labelMs * share * (name === "native" ? 1 : portablePrediction);
}

/** Weights, and some four times the activations of the rows that are predicted together: 276 MB for the measured teacher. */
function predictionBytes(spec: TrainedTeacherSpec, sizes: DatasetSizes): number {
  return costOf(spec, sizes).bytes + 4 * 4 * activationsOf(spec, sizes) * mostRows;
}

/** Of a sample, logits left out. */
function activationsOf(
  spec: TrainedTeacherSpec,
  { inputShape: [height = 0, width = 0] }: DatasetSizes,
): number {
  const convolved =
    spec.kind === "conv" ? (height - spec.kernelSize + 1) * (width - spec.kernelSize + 1) * spec.filters : 0;
  return spec.hidden.reduce((sum, units) => sum + units, convolved);
}

function costOf(spec: TrainedTeacherSpec, { inputShape, numClasses }: DatasetSizes) {
  return teacherCost(spec, inputShape, numClasses);
}
