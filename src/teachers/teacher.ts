// The two ways of a teacher behind one face, a process of its own or a lane of a stack: how it is trained, stored and loaded to
// label.
import type { Tensor } from "@tensorflow/tfjs-core";
import { type Dataset, inputSize } from "../data/dataset.ts";
import type { Engine } from "../engine/engine.ts";
import { type Layer, layersModelFiles, readWeights } from "../formats/layers-model.ts";
import type { ArtefactFile } from "../store/store.ts";
import { createStack } from "../students/create-stack.ts";
import { type TrainedLane, trainStack } from "../students/train-stack.ts";
import type { TrainedTeacherSpec } from "../study/schema.ts";
import { isTrainedAlone } from "../study/trained-alone.ts";
import { divergenceText } from "../training/divergence.ts";
import type { Predict } from "../training/evaluate.ts";
import { featureReader } from "../training/lit-features.ts";
import type { ReportProgress } from "../training/progress.ts";
import { trainingSet } from "../training/training-set.ts";
import { deepNetwork } from "./deep-network.ts";
import { teacherInputShape, teacherLayers } from "./layers.ts";
import { predictWith, trainAlone } from "./train-alone.ts";

export type TrainedTeacher = TrainedLane;

/** Without a teacher of its own it learns from hard labels alone. */
const onHardLabels = { temperature: 1, alpha: 0 } as const;

/** What is trained, on what. */
export interface TeacherTraining {
  readonly spec: TrainedTeacherSpec;
  readonly dataset: Dataset;
  readonly seed: number;
  /** `[all samples, classes]`, of the teacher that an assistant learns from; else null. */
  readonly teacherLogits: Float32Array | null;
}

/**
 * `extraPoints` `[*, inputs]`: more points to predict at the end.
 * @throws Error with epoch and step when the loss of the training is not finite
 */
export async function trainTeacher(
  engine: Engine,
  training: TeacherTraining,
  extraPoints: Float32Array,
  report: ReportProgress,
): Promise<TrainedTeacher> {
  const { spec, dataset, seed, teacherLogits } = training;
  if (spec.kind === "conv" || isTrainedAlone(spec)) {
    return trainAlone(engine, training, extraPoints, report);
  }
  const job = {
    lanes: [teacherLogits === null ? { ...spec, ...onHardLabels } : spec],
    seed,
    role: "teacher" as const,
    dataset,
    trainingSet: trainingSet(dataset, spec, seed, teacherLogits),
  };
  const [outcome] = await trainStack(engine, job, extraPoints, report);
  if (outcome!.state === "diverged")
    throw new Error(divergenceText(`teacher "${spec.name}", seed ${seed}`, outcome!));
  return outcome!;
}

export function teacherFiles(
  spec: TrainedTeacherSpec,
  dataset: Dataset,
  weights: readonly Float32Array[],
): ArtefactFile[] {
  const { inputShape, layers } = architecture(spec, dataset);
  return layersModelFiles(inputShape, layers, weights);
}

export interface LoadedTeacher {
  /** Inference mode: logits of samples of the dataset, tensor `[ids.length, classes]`, the caller's. */
  readonly logits: Predict;
  close(): void;
}

/** `bytes`: the contents of weights.bin as float32. */
export function loadTeacher(
  engine: Engine,
  spec: TrainedTeacherSpec,
  dataset: Dataset,
  bytes: Float32Array,
): LoadedTeacher {
  const { inputShape, layers } = architecture(spec, dataset);
  const weights = readWeights(bytes, inputShape, layers);
  if (spec.kind === "conv" || isTrainedAlone(spec)) {
    const network = deepNetwork(engine, spec, inputShape, dataset.numClasses, weights, 0);
    return { logits: predictWith(network, dataset), close: network.close };
  }
  const { columns, numClasses } = dataset;
  const sizes = [inputSize(dataset), ...spec.hidden, numClasses];
  const stack = createStack(engine, { ...spec, sizes, columns, lanes: [{ ...spec, ...onHardLabels }] }, [
    weights,
  ]);
  const features = featureReader(dataset);
  const logits: Predict = (ids): Tensor => {
    const ofLane = stack.logits(features(ids));
    const reshaped = engine.tf.reshape(ofLane, [ids.length, numClasses]);
    ofLane.dispose();
    return reshaped;
  };
  return { logits, close: stack.close };
}

function architecture(
  spec: TrainedTeacherSpec,
  dataset: Dataset,
): { inputShape: readonly number[]; layers: Layer[] } {
  return { inputShape: teacherInputShape(spec, dataset), layers: teacherLayers(spec, dataset.numClasses) };
}
