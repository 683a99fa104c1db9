// The mean cross-entropy of a teacher's network and its gradient by tfjs's own tape, on its plain JavaScript backend.
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import type { TrainedTeacherSpec } from "../../src/study/schema.ts";
import type { DeepBatch } from "../../src/teachers/deep-network.ts";

/** `[height, width, channels]` */
export const imageShape = [9, 8, 1];
export const numClasses = 4;

/** For hidden layers of 7 and 6; three filters of 3 x 3. */
function shapesOf(spec: TrainedTeacherSpec): number[][] {
  const dense = (inputs: number) => [[inputs, 7], [7], [7, 6], [6], [6, 4], [4]];
  if (spec.kind === "mlp") return dense(9 * 8);
  return [[3, 3, 1, 3], [3], ...dense(denseInputs(spec))];
}

/** How many numbers the first dense layer sees. */
export function denseInputs(spec: TrainedTeacherSpec): number {
  if (spec.kind === "mlp") return 9 * 8;
  return spec.pooling > 1 ? 3 * 3 * 3 : 7 * 6 * 3;
}

const activations = { relu: tf.relu, tanh: tf.tanh, sigmoid: tf.sigmoid };

/** `masks`: what dropout multiplies the inputs of each dense layer by; none without dropout. Leaves the active backend changed. */
export async function tapeGradients(
  spec: TrainedTeacherSpec,
  weights: readonly Float32Array[],
  { rows, features, labels }: DeepBatch,
  masks: readonly Float32Array[] = [],
) {
  await tf.setBackend("cpu");
  const shapes = shapesOf(spec);
  const tensors = weights.map((values, i) => tf.tensor(values, shapes[i]!));
  const firstDense = tensors.length - 6;
  const activation = spec.kind === "mlp" ? spec.activation : "relu";
  const loss = (...w: tf.Tensor[]) => {
    let output = tf.reshape(front(spec, features, rows, w), [rows, -1]);
    for (let layer = 0; layer < 3; layer++) {
      const mask = masks[layer];
      const input = mask ? tf.mul(output, tf.tensor(mask, output.shape)) : output;
      const [kernel, bias] = w.slice(firstDense + 2 * layer) as [tf.Tensor, tf.Tensor];
      const sum = tf.add(tf.matMul(input as tf.Tensor2D, kernel as tf.Tensor2D), bias);
      output = layer === 2 ? sum : activations[activation](sum);
    }
    const y = tf.tensor2d(labels, [rows, numClasses]);
    return tf.mean(tf.neg(tf.sum(tf.mul(y, tf.logSoftmax(output)), 1))) as tf.Scalar;
  };
  const { value, grads } = tf.valueAndGrads(loss)(tensors);
  return { loss: value.dataSync()[0]!, gradients: grads.map((gradient) => gradient.dataSync()) };
}

function front(
  spec: TrainedTeacherSpec,
  features: Float32Array,
  rows: number,
  w: readonly tf.Tensor[],
): tf.Tensor {
  const x = tf.tensor4d(features, [rows, 9, 8, 1]);
  if (spec.kind === "mlp") return x;
  const filtered = tf.conv2d(x, w[0] as tf.Tensor4D, 1, "valid");
  const image = tf.relu(tf.add<tf.Tensor4D>(filtered, w[1]!));
  return spec.pooling > 1 ? tf.maxPool(image, spec.pooling, spec.pooling, "valid") : image;
}
