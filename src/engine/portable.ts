// tfjs on WebAssembly: no native code, one thread, the fallback. What the backend lacks or does slowly is composed
// here: a transposed product (ten times slower than transpose, then multiply), the filter gradient of a
// convolution (no kernel), update rules.

import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { sizeOfShape } from "../numeric/size-of-shape.ts";
import { stream } from "../random/stream.ts";
import type { Activation } from "../study/schema.ts";
import {
  adam,
  dropoutRate,
  type Engine,
  type Parameter,
  type UpdateRule,
  type Updater,
  type UpdaterState,
  valuesOf,
} from "./engine.ts";

type Tensor = tf.Tensor;

export async function portableEngine(): Promise<Engine> {
  const module = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm");
  setWasmPaths(join(dirname(module), sep));
  await tf.setBackend("wasm");
  return {
    name: "portable",
    tf,
    laneKernel: null,
    lanesShareProducts: true,
    parameter,
    updater,
    activate: <T extends Tensor>(kind: Activation, x: T) => activations[kind](x) as T,
    activationGradient: <T extends Tensor>(kind: Activation, gradient: T, output: T) =>
      tf.mul<T>(gradient, slope[kind](output)),
    gatherRows: (matrix, indices) => tf.gather(matrix, indices),
    columnSums: (matrix) =>
      tf.reshape(tf.matMul(tf.ones<tf.Rank.R2>([1, matrix.shape[0]]), matrix), [matrix.shape[1]]),
    matMul: product,
    matMulTransposedA: (a, b) => product(swapLastAxes(a), b),
    matMulTransposedB: (a, b) => product(a, swapLastAxes(b)),
    convFilterGradient,
    dropoutMask,
  };
}

const activations: Record<Activation, (x: Tensor) => Tensor> = {
  relu: (x) => tf.relu(x),
  tanh: (x) => tf.tanh(x),
  sigmoid: (x) => tf.sigmoid(x),
};

/** Slope of each activation, from its output. */
const slope: Record<Activation, (output: Tensor) => Tensor> = {
  relu: (output) => tf.cast(tf.greater(output, 0), "float32"),
  tanh: (output) => tf.sub(1, tf.square(output)),
  sigmoid: (output) => tf.mul(output, tf.sub(1, output)),
};

/** Multiply-adds of a lane from which its product alone, by XNNPACK, is faster than in the backend's loop over all lanes. */
const ownProductSize = 300_000;

/**
 * A lane's bits do not depend on how many there are: which way it goes is decided by its own size. A batch of one would go
 * by XNNPACK, with other last bits than the same product among others.
 */
function product<T extends Tensor>(a: T, b: T): T {
  if (a.rank < 3) return tf.matMul<T>(a, b);
  const [lanes, rows, inner] = a.shape as [number, number, number];
  if (rows * inner * b.shape[2]! >= ownProductSize) {
    const others = tf.unstack(b);
    return tf.stack(tf.unstack(a).map((lane, i) => tf.matMul(lane, others[i]!))) as T;
  }
  if (lanes > 1) return tf.matMul<T>(a, b);
  const twice = tf.matMul<T>(tf.concat([a, a]), tf.concat([b, b]));
  return tf.slice(twice, 0, 1) as T;
}

function swapLastAxes<T extends Tensor>(tensor: T): T {
  const axes = tensor.shape.map((_, axis) => axis);
  axes.push(...axes.splice(-2).reverse());
  return tf.transpose(tensor, axes);
}

function parameter(initial: Float32Array, shape: number[]): Parameter {
  let held = tf.keep(tf.tensor(initial, shape));
  return {
    shape,
    set(value) {
      held.dispose();
      held = tf.keep(tf.clone(value));
    },
    read: () => tf.clone(held),
    dispose: () => held.dispose(),
  };
}

interface Rule {
  /** Tensors of the parameter's shape that the rule keeps between steps. */
  readonly slots: number;
  update(target: Parameter, slots: readonly Parameter[], gradient: Tensor, step: StepOf): void;
}

interface StepOf {
  /** 1 for the first. */
  readonly number: number;
  readonly learningRate: number;
}

function updater(parameters: readonly Parameter[], rule: UpdateRule, from?: UpdaterState): Updater {
  const { slots: slotCount, update } = { sgd, momentum: withMomentum(rule.momentum), adam: withAdam }[
    rule.optimizer
  ];
  const slots = Array.from({ length: slotCount }, (_, slot) =>
    parameters.map(({ shape }, i) => {
      const zeros = () => new Float32Array(sizeOfShape(shape));
      return parameter(from?.slots[slot * parameters.length + i] ?? zeros(), shape);
    }),
  );
  let steps = from?.steps ?? 0;
  return {
    apply(gradients, learningRate) {
      const step = { number: ++steps, learningRate };
      parameters.forEach((target, i) => {
        const own = slots.map((ofRule) => ofRule[i]!);
        tf.tidy(() => update(target, own, gradients[i]!, step));
      });
    },
    state: () => ({ steps, slots: slots.flat().map(valuesOf) }),
    dispose: () => slots.flat().forEach((slot) => void slot.dispose()),
  };
}

const sgd: Rule = {
  slots: 0,
  update: (target, _slots, gradient, { learningRate }) =>
    target.set(tf.sub(target.read(), tf.mul(gradient, learningRate))),
};

const withMomentum = (momentum: number): Rule => ({
  slots: 1,
  update(target, [velocity], gradient, { learningRate }) {
    const next = tf.add(tf.mul(velocity!.read(), momentum), gradient);
    velocity!.set(next);
    target.set(tf.sub(target.read(), tf.mul(next, learningRate)));
  },
});

/** In the order of TensorFlow's ApplyAdam, so that both engines round alike. */
const withAdam: Rule = {
  slots: 2,
  update(target, [first, second], gradient, step) {
    const { beta1, beta2, epsilon } = adam;
    const m = first!.read();
    const v = second!.read();
    const nextM = tf.add(m, tf.mul(tf.sub(gradient, m), 1 - beta1));
    const nextV = tf.add(v, tf.mul(tf.sub(tf.square(gradient), v), 1 - beta2));
    const rate = (step.learningRate * Math.sqrt(1 - beta2 ** step.number)) / (1 - beta1 ** step.number);
    first!.set(nextM);
    second!.set(nextV);
    target.set(tf.sub(target.read(), tf.div(tf.mul(nextM, rate), tf.add(tf.sqrt(nextV), epsilon))));
  },
};

/** One product for each filter position: the pixels that it saw, times the gradients that it caused. */
function convFilterGradient(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  filterShape: [number, number, number, number],
): tf.Tensor4D {
  return tf.tidy(() => {
    const [n, height, width] = dy.shape;
    const [rows, columns, channels, filters] = filterShape;
    const gradients = tf.reshape(dy, [n * height * width, filters]) as tf.Tensor2D;
    const positions = Array.from({ length: rows * columns }, (_, position) => {
      const corner: [number, number, number, number] = [
        0,
        Math.floor(position / columns),
        position % columns,
        0,
      ];
      const seen = tf.slice(x, corner, [n, height, width, channels]);
      const perChannel = tf.transpose(tf.reshape(seen, [n * height * width, channels])) as tf.Tensor2D;
      return tf.matMul(perChannel, gradients);
    });
    return tf.reshape(tf.stack(positions), filterShape);
  });
}

function dropoutMask(shape: number[], rate: number, seed: number, counter: number): Tensor {
  const { uniform } = stream(seed, "dropout", counter);
  const mask = new Float32Array(sizeOfShape(shape));
  for (let i = 0; i < mask.length; i++) mask[i] = uniform() < dropoutRate(rate) ? 0 : 1;
  return tf.tensor(mask, shape);
}
