// The convolutional teacher: one convolution, ReLU, optional max pooling, dropout, then dense layers with ReLU and
// dropout, then logits. The training step is written out (no tape); weights never leave the engine between steps.
// Dropout's 1 / (1 - rate) multiplies the layer's sum, not its 21,632 inputs; and since what dropout took is 0 as what
// ReLU took, one ReLU gradient on the dropped activations serves both.
import type { Tensor, Tensor2D, Tensor4D } from "@tensorflow/tfjs-core";
import { dropoutRate, type Engine, scaleParameter, type Updater, valuesOf } from "../engine/engine.ts";
import { weightShapes } from "../formats/layers-model.ts";
import type { ConvTeacherSpec } from "../study/schema.ts";
import { convLayers } from "./conv-layers.ts";
import { maxPooling, maxPoolingGradient } from "./max-pooling.ts";

export interface ConvBatch {
  readonly rows: number;
  /** `[rows, height * width * channels]` */
  readonly features: Float32Array;
  /** `[rows, classes]`: one-hot, or smoothed */
  readonly labels: Float32Array;
}

export interface ConvStep {
  /** Of the learning rate, 0 to 1. */
  readonly rateFactor: number;
  /** Makes the dropout masks: another one, other masks. */
  readonly counter: number;
  readonly withLoss: boolean;
}

export interface ConvNetwork {
  /** Trains on one batch. `loss`: mean cross-entropy where it was asked for. */
  step(batch: ConvBatch, step: ConvStep): { readonly loss: number | null; readonly finite: boolean };
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
  /** Inputs of the dense layers `[rows, width]`, after ReLU and dropout. */
  readonly inputs: readonly Tensor2D[];
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
  /** Of the dropout before each dense layer. */
  const rateOf = (layer: number) => dropoutRate(layer === 0 ? spec.dropout.conv : spec.dropout.dense);

  const read = () => parameters.map((parameter) => parameter.read());

  /** `counter`: null in inference mode. */
  function forward(features: Float32Array, rows: number, values: readonly Tensor[], counter: number | null) {
    const [height, width, channels] = inputShape as [number, number, number];
    const x = tf.tensor4d(features, [rows, height, width, channels]);
    const filtered = tf.conv2d(x, values[0] as Tensor4D, 1, "valid");
    const convolved = engine.activate("relu", tf.add<Tensor4D>(filtered, values[1]!));
    const pooled = spec.pooling > 1 ? maxPooling(tf, convolved, spec.pooling) : convolved;
    const inputs: Tensor2D[] = [];
    let activation = tf.reshape(pooled, [rows, -1]) as Tensor2D;
    for (let layer = 0; layer < denseLayers; layer++) {
      const rate = counter === null ? 0 : rateOf(layer);
      const mask =
        rate > 0 ? engine.dropoutMask(activation.shape, rate, seed, counter! * denseLayers + layer) : null;
      inputs.push(mask === null ? activation : tf.mul(activation, mask));
      const product = engine.matMul(inputs[layer]!, values[2 + 2 * layer] as Tensor2D);
      const scaled = mask === null ? product : tf.mul(product, 1 / (1 - rate));
      const sum = tf.add<Tensor2D>(scaled, values[3 + 2 * layer]!);
      activation = layer === denseLayers - 1 ? sum : engine.activate("relu", sum);
    }
    return { x, convolved, pooled, inputs, logits: activation } satisfies Activations;
  }

  function backward(
    { x, convolved, pooled, inputs }: Activations,
    values: readonly Tensor[],
    dLogits: Tensor2D,
  ): Tensor[] {
    const gradients: Tensor[] = [];
    let dSum = dLogits;
    for (let layer = denseLayers - 1; layer >= 0; layer--) {
      const dProduct = rateOf(layer) > 0 ? tf.mul<Tensor2D>(dSum, 1 / (1 - rateOf(layer))) : dSum;
      gradients.unshift(engine.matMulTransposedA(inputs[layer]!, dProduct), engine.columnSums(dSum));
      // (W dᵀ)ᵀ and not d Wᵀ: with 26 million weights the product that transposes W takes a third longer.
      const dInput = tf.transpose(engine.matMul(values[2 + 2 * layer] as Tensor2D, tf.transpose(dProduct)));
      dSum = engine.activationGradient("relu", dInput, inputs[layer]!);
    }
    const dPooled = tf.reshape(dSum, pooled.shape) as Tensor4D;
    const dConvolved =
      pooled === convolved
        ? dPooled
        : engine.activationGradient(
            "relu",
            maxPoolingGradient(tf, dPooled, pooled, convolved, spec.pooling),
            convolved,
          );
    const perPixel = tf.reshape(dConvolved, [-1, spec.filters]) as Tensor2D;
    gradients.unshift(
      engine.convFilterGradient(x, dConvolved, shapes[0]!.shape as [number, number, number, number]),
      engine.columnSums(perPixel),
    );
    return gradients;
  }

  return {
    step: ({ features, labels, rows }, { rateFactor, counter, withLoss }) => {
      let loss: number | null = null;
      let finite = true;
      tf.tidy(() => {
        const values = read();
        const activations = forward(features, rows, values, counter);
        const y = tf.tensor2d(labels, [rows, numClasses]);
        const dLogits = tf.mul<Tensor2D>(tf.sub(tf.softmax(activations.logits), y), 1 / rows);
        const gradients = backward(activations, values, dLogits);
        finite = gradients.at(-1)!.dataSync<"float32">().every(Number.isFinite);
        if (withLoss) {
          const perClass = tf.mul(y, tf.logSoftmax(activations.logits));
          loss = -tf.sum(perClass).dataSync()[0]! / rows;
        }
        tf.dispose(values); // a value still held would be copied by the update
        const learningRate = spec.learningRate * rateFactor;
        if (spec.weightDecay > 0) {
          const kernels = parameters.filter((_, index) => index % 2 === 0); // each is followed by its bias
          for (const kernel of kernels) scaleParameter(engine, kernel, 1 - learningRate * spec.weightDecay);
        }
        updater ??= engine.updater(parameters, spec);
        updater.apply(gradients, learningRate);
      });
      return { loss, finite };
    },
    logits: (features, rows) => tf.tidy(() => forward(features, rows, read(), null).logits),
    read: () => parameters.map(valuesOf),
    close() {
      for (const held of [...parameters, updater]) held?.dispose();
    },
  };
}
