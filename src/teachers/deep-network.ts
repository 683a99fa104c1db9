// The network of a teacher that is trained alone: a convolution or nothing, then dense layers, each with dropout before it,
// then logits. The training step is written out (no tape); weights never leave the engine between steps.
// Dropout's 1 / (1 - rate) multiplies the layer's sum, not a convolution's 21,632 pixels; and since what dropout took is 0
// as what ReLU took, one ReLU gradient on the dropped activations serves both.
import type { Tensor, Tensor2D, Tensor4D } from "@tensorflow/tfjs-core";
import { dropoutRate, type Engine, scaleParameter, type Updater, valuesOf } from "../engine/engine.ts";
import { weightShapes } from "../formats/layers-model.ts";
import type { TrainedTeacherSpec } from "../study/schema.ts";
import { type ConvolvedBatch, convolved } from "./convolution.ts";
import { teacherLayers, teacherShape } from "./layers.ts";

export interface DeepBatch {
  readonly rows: number;
  /** `[rows, inputs]`, of an image `height * width * channels` */
  readonly features: Float32Array;
  /** `[rows, classes]`: one-hot, or smoothed */
  readonly labels: Float32Array;
}

export interface DeepStep {
  /** Of the learning rate, 0 to 1. */
  readonly rateFactor: number;
  /** Makes the dropout masks: another one, other masks. */
  readonly counter: number;
  readonly withLoss: boolean;
}

export interface DeepNetwork {
  /** Trains on one batch. `loss`: mean cross-entropy where it was asked for. */
  step(batch: DeepBatch, step: DeepStep): { readonly loss: number | null; readonly finite: boolean };
  /** Inference mode, without dropout: tensor `[rows, classes]`, the caller's. */
  logits(features: Float32Array, rows: number): Tensor2D;
  read(): Float32Array[];
  close(): void;
}

/** What the forward pass keeps for the backward one. */
interface Activations {
  readonly front: ConvolvedBatch | null;
  /** Inputs of the dense layers `[rows, width]`, after activation and dropout. */
  readonly inputs: readonly Tensor2D[];
  /** Of the dropout before each dense layer; null: none. */
  readonly masks: readonly (Tensor2D | null)[];
  readonly logits: Tensor2D;
}

/** `inputShape` as `teacherInputShape` gives it; `seed` of the dropout masks. */
export function deepNetwork(
  engine: Engine,
  spec: TrainedTeacherSpec,
  inputShape: readonly number[],
  numClasses: number,
  weights: readonly Float32Array[],
  seed: number,
): DeepNetwork {
  const { tf } = engine;
  const { convolution, activation, dropoutRates } = teacherShape(spec);
  const shapes = weightShapes(inputShape, teacherLayers(spec, numClasses));
  const parameters = weights.map((values, i) => engine.parameter(values, shapes[i]!.shape));
  let updater: Updater | null = null; // made by the first step: a network that only predicts needs no slots
  const denseLayers = dropoutRates.length;
  const rates = dropoutRates.map(dropoutRate);
  const firstKernel = convolution === null ? 0 : 2;

  const read = () => parameters.map((parameter) => parameter.read());

  /** `counter`: null in inference mode. */
  function forward(features: Float32Array, rows: number, values: readonly Tensor[], counter: number | null) {
    const x = tf.tensor(features, [rows, ...inputShape]);
    const front =
      convolution && convolved(engine, x as Tensor4D, values[0] as Tensor4D, values[1]!, convolution.pooling);
    const inputs: Tensor2D[] = [];
    const masks: (Tensor2D | null)[] = [];
    let output = front === null ? (x as Tensor2D) : front.output;
    for (let layer = 0; layer < denseLayers; layer++) {
      const rate = counter === null ? 0 : rates[layer]!;
      const mask =
        rate > 0
          ? (engine.dropoutMask(output.shape, rate, seed, counter! * denseLayers + layer) as Tensor2D)
          : null;
      masks.push(mask);
      inputs.push(mask === null ? output : tf.mul(output, mask));
      const product = engine.matMul(inputs[layer]!, values[firstKernel + 2 * layer] as Tensor2D);
      const scaled = mask === null ? product : tf.mul(product, 1 / (1 - rate));
      const sum = tf.add<Tensor2D>(scaled, values[firstKernel + 2 * layer + 1]!);
      output = layer === denseLayers - 1 ? sum : engine.activate(activation, sum);
    }
    return { front, inputs, masks, logits: output } satisfies Activations;
  }

  function backward(
    { front, inputs, masks }: Activations,
    values: readonly Tensor[],
    dLogits: Tensor2D,
  ): Tensor[] {
    const gradients: Tensor[] = [];
    let dSum = dLogits;
    for (let layer = denseLayers - 1; layer >= 0; layer--) {
      const rate = rates[layer]!;
      const dProduct = rate > 0 ? tf.mul<Tensor2D>(dSum, 1 / (1 - rate)) : dSum;
      gradients.unshift(engine.matMulTransposedA(inputs[layer]!, dProduct), engine.columnSums(dSum));
      if (layer === 0 && front === null) break; // below are the samples
      // (W dᵀ)ᵀ and not d Wᵀ: with 26 million weights the product that transposes W takes a third longer.
      const kernel = values[firstKernel + 2 * layer] as Tensor2D;
      const dInput = tf.transpose(engine.matMul(kernel, tf.transpose(dProduct)));
      // Where dropout left a 0, ReLU and the sigmoid have slope 0, but tanh has 1.
      const mask = activation === "tanh" ? masks[layer]! : null;
      const dOutput = mask === null ? dInput : tf.mul<Tensor2D>(dInput, mask);
      dSum = engine.activationGradient(activation, dOutput, inputs[layer]!);
    }
    return front === null ? gradients : [...front.gradients(dSum), ...gradients];
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
