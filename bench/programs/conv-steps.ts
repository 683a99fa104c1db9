// Training steps of a convolutional teacher in a process of its own; the parent says how many.
import type { EngineName } from "../../src/engine/engine.ts";
import { loadEngine } from "../../src/engine/load.ts";
import { stream } from "../../src/random/stream.ts";
import type { ConvTeacherSpec } from "../../src/study/schema.ts";
import { type DeepBatch, type DeepNetwork, deepNetwork } from "../../src/teachers/deep-network.ts";
import { heUniformWeights } from "../../src/teachers/initial-weights.ts";
import { teacherLayers } from "../../src/teachers/layers.ts";
import { answerParent } from "../suite/answer.ts";

export type ConvQuestion =
  | { readonly type: "start"; readonly engine: EngineName; readonly spec: ConvTeacherSpec }
  /** Until both are reached. */
  | { readonly type: "steps"; readonly timeMs: number; readonly steps: number };

/** Milliseconds of each step; of the start, which is not measured, none. */
export type ConvAnswer = readonly number[];

const inputShape = [28, 28, 1];
const numClasses = 10;

let network: DeepNetwork;
let batch: DeepBatch;
let counter = 0;

answerParent(async (question: ConvQuestion): Promise<ConvAnswer> => {
  if (question.type === "steps") return steps(question.timeMs, question.steps);
  const { spec } = question;
  const weights = heUniformWeights(inputShape, teacherLayers(spec, numClasses), 1);
  const engine = await loadEngine(question.engine);
  network = deepNetwork(engine, spec, inputShape, numClasses, weights, 1);
  batch = randomBatch(spec.batchSize);
  steps(0, 3); // makes the updater, and warms up
  return [];
});

function steps(timeMs: number, least: number): number[] {
  const samplesMs: number[] = [];
  const start = performance.now();
  while (samplesMs.length < least || performance.now() - start < timeMs) {
    const before = performance.now();
    const { finite } = network.step(batch, { rateFactor: 1, counter: counter++, withLoss: false });
    samplesMs.push(performance.now() - before); // the step has read a gradient, so it has been done
    if (!finite) throw new Error(`The loss of step ${counter} is not finite`);
  }
  return samplesMs;
}

/** As dark as MNIST. */
function randomBatch(rows: number): DeepBatch {
  const { uniform, int } = stream(1, "batch");
  const labels = new Float32Array(rows * numClasses);
  for (let row = 0; row < rows; row++) labels[row * numClasses + int(numClasses)] = 1;
  const features = Float32Array.from({ length: rows * 784 }, () => (uniform() < 0.2 ? uniform() : 0));
  return { rows, features, labels };
}
