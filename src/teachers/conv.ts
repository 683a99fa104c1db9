// The convolutional teacher: one convolution, ReLU, optional max pooling, dropout, then dense layers with ReLU and
// dropout, then logits. The training step is written out (no tape); weights never leave the engine between steps.
import type { Tensor, Tensor2D, Tensor4D } from "@tensorflow/tfjs-core";
import type { Engine, Updater } from "../engine/engine.ts";
import { weightShapes } from "../formats/layers-model.ts";
import type { ConvTeacherSpec } from "../study/schema.ts";
import { convLayers } from "./conv-layers.ts";
import { maxPooling, maxPoolingGradient } from "./max-pooling.ts";

export interface ConvBatch {
  readonly rows: number;
  /** `[rows, height * width * channels]` */
  readonly features: Float32Array;
  /** `[rows, classes]`, one-hot */
  readonly labels: Float32Array;
}

export interface ConvNetwork {
  /** Trains on one batch; `counter` makes its dropout masks. Mean cross-entropy where `withLoss`, else null. */
  step(batch: ConvBatch, counter: number, withLoss: boolean): number | null;
  /** Inference mode, without dropout: tensor `[rows, classes]`, the caller's. */
  logits(features: Float32Array, rows: number): Tensor2D;
  read(): Float32Array[];
  close(): void;
}

/** What the forward pass keeps for the backward one. */
interface Activations {
  readonly x: Tensor4D;
  readonly convolved: Tensor4D;
  readonly pooled: Tensor4D;
  /** Inputs of the dense layers `[rows, width]`, after dropout. */
  readonly inputs: readonly Tensor2D[];
  /** Outputs of the hidden layers before dropout. */
  readonly hidden: readonly Tensor2D[];
  /** One for each input; null in inference mode. */
  readonly masks: readonly (Tensor | null)[];
  readonly logits: Tensor2D;
}

export function convNetwork(
  engine: Engine,
  spec: ConvTeacherSpec,
  inputShape: readonly number[],
  numClasses: number,
  weights: readonly Float32Array[],
  seed: number,
): ConvNetwork {
  const { tf } = engine;
  const shapes = weightShapes(inputShape, convLayers(spec, numClasses));
  const parameters = weights.map((values, i) => engine.parameter(values, shapes[i]!.shape));
  let updater: Updater | null = null; // made by the first step: a network that only predicts needs no slots
  const denseLayers = spec.hidden.length + 1;

  const withBias = <T extends Tensor>(x: Tensor, bias: Tensor) => tf.add<T>(x, bias);
  const read = () => parameters.map((parameter) => parameter.read());

  function forward(features: Float32Array, rows: number, values: readonly Tensor[], counter: number | null) {
    const [height, width, channels] = inputShape as [number, number, number];
    const x = tf.tensor4d(features, [rows, height, width, channels]);
    const filtered = tf.conv2d(x, values[0] as Tensor4D, 1, "valid");
    const convolved = tf.relu(withBias<Tensor4D>(filtered, values[1]!));
    const pooled = spec.pooling > 1 ? maxPooling(tf, convolved, spec.pooling) : convolved;
    const masks: (Tensor | null)[] = [];
    const dropped = (activation: Tensor2D, rate: number): Tensor2D => {
      const mask =
        counter === null || rate === 0
          ? null
          : engine.dropoutMask(activation.shape, rate, seed, counter * denseLayers + masks.length);
      masks.push(mask);
      return mask === null ? activation : tf.mul(activation, mask);
    };
    const inputs = [dropped(tf.reshape(pooled, [rows, -1]) as Tensor2D, spec.dropout.conv)];
    const hidden: Tensor2D[] = [];
    let logits: Tensor2D | null = null;
    for (let layer = 0; layer < denseLayers; layer++) {
      const [kernel, bias] = [values[2 + 2 * layer] as Tensor2D, values[3 + 2 * layer]!];
      const sum = withBias<Tensor2D>(engine.matMul(inputs[layer]!, kernel), bias);
      if (layer === denseLayers - 1) logits = sum;
      else {
        hidden.push(tf.relu(sum));
        inputs.push(dropped(hidden[layer]!, spec.dropout.dense));
      }
    }
    return { x, convolved, pooled, inputs, hidden, masks, logits: logits! } satisfies Activations;
  }

  function backward(activations: Activations, values: readonly Tensor[], dLogits: Tensor2D): Tensor[] {
    const gradients: Tensor[] = [];
    let dOutput = dLogits;
    for (let layer = denseLayers - 1; layer >= 0; layer--) {
      gradients.unshift(
        engine.matMulTransposedA(activations.inputs[layer]!, dOutput),
        engine.columnSums(dOutput),
      );
      const dInput = engine.matMulTransposedB(dOutput, values[2 + 2 * layer] as Tensor2D);
      const mask = activations.masks[layer]!;
      const dKept = mask === null ? dInput : tf.mul<Tensor2D>(dInput, mask);
      dOutput =
        layer === 0 ? dKept : (engine.reluGradient(dKept, activations.hidden[layer - 1]!) as Tensor2D);
    }
    const { x, convolved, pooled } = activations;
    const dPooled = tf.reshape(dOutput, pooled.shape) as Tensor4D;
    const dActive =
      pooled === convolved ? dPooled : maxPoolingGradient(tf, dPooled, pooled, convolved, spec.pooling);
    const dConvolved = engine.reluGradient(dActive, convolved) as Tensor4D;
    const perPixel = tf.reshape(dConvolved, [-1, spec.filters]) as Tensor2D;
    gradients.unshift(
      engine.convFilterGradient(x, dConvolved, shapes[0]!.shape as [number, number, number, number]),
      engine.columnSums(perPixel),
    );
    return gradients;
  }

  return {
    step: ({ features, labels, rows }, counter, withLoss) => {
      let loss: number | null = null;
      tf.tidy(() => {
        const values = read();
        const activations = forward(features, rows, values, counter);
        const y = tf.tensor2d(labels, [rows, numClasses]);
        const dLogits = tf.mul<Tensor2D>(tf.sub(tf.softmax(activations.logits), y), 1 / rows);
        const gradients = backward(activations, values, dLogits);
        if (withLoss) {
          const perClass = tf.mul(y, tf.logSoftmax(activations.logits));
          loss = -tf.sum(perClass).dataSync()[0]! / rows;
        }
        tf.dispose(values); // a value still held would be copied by the update
        updater ??= engine.updater(parameters, spec);
        updater.apply(gradients);
      });
      return loss;
    },
    logits: (features, rows) => tf.tidy(() => forward(features, rows, read(), null).logits),
    read: () =>
      parameters.map((parameter) => {
        const value = parameter.read();
        const numbers = value.dataSync<"float32">();
        value.dispose();
        return numbers;
      }),
    close() {
      for (const held of [...parameters, updater]) held?.dispose();
    },
  };
}
