// tfjs on WebAssembly: no native code, one thread, the fallback. What the backend lacks or does slowly is composed
// here: a transposed product (ten times slower than transpose, then multiply), the filter gradient of a
// convolution (no kernel), update rules.
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { stream } from "../random/stream.ts";
import { adam, type Engine, type Parameter, type Updater, type UpdateSettings } from "./engine.ts";

type Tensor = tf.Tensor;

export async function portableEngine(): Promise<Engine> {
  const module = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm");
  setWasmPaths(join(dirname(module), sep));
  await tf.setBackend("wasm");
  return {
    name: "portable",
    tf,
    parameter,
    updater,
    reluGradient: (gradient, output) => tf.mul(gradient, tf.cast(tf.greater(output, 0), "float32")),
    columnSums: (matrix) =>
      tf.reshape(tf.matMul(tf.ones<tf.Rank.R2>([1, matrix.shape[0]]), matrix), [matrix.shape[1]]),
    matMul: product,
    matMulTransposedA: (a, b) => product(swapLastAxes(a), b),
    matMulTransposedB: (a, b) => product(a, swapLastAxes(b)),
    convFilterGradient,
    dropoutMask,
  };
}

/** A batch of one takes another path through the backend, with other last bits than the same product among others. */
function product<T extends Tensor>(a: T, b: T): T {
  if (a.rank < 3 || a.shape[0] !== 1) return tf.matMul<T>(a, b);
  const twice = tf.matMul<T>(tf.concat([a, a]), tf.concat([b, b]));
  return tf.slice(twice, 0, 1) as T;
}

function swapLastAxes<T extends Tensor>(tensor: T): T {
  const axes = tensor.shape.map((_, axis) => axis);
  axes.push(...axes.splice(-2).reverse());
  return tf.transpose(tensor, axes);
}

interface HeldTensor extends Parameter {
  /** Keeps `value`, which stays the caller's too. */
  hold(value: Tensor): void;
}

function parameter(initial: Float32Array, shape: number[]): HeldTensor {
  let held = tf.keep(tf.tensor(initial, shape));
  const hold = (value: Tensor) => {
    held.dispose();
    held = tf.keep(tf.clone(value));
  };
  return {
    shape,
    hold,
    read: () => tf.clone(held),
    assign(values) {
      held.dispose();
      held = tf.keep(tf.tensor(values, shape));
    },
    dispose: () => held.dispose(),
  };
}

interface Rule {
  /** Tensors of the parameter's shape that the rule keeps between steps. */
  readonly slots: number;
  update(target: HeldTensor, slots: readonly HeldTensor[], gradient: Tensor, step: number): void;
}

function updater(parameters: readonly Parameter[], settings: UpdateSettings): Updater {
  const rule = { sgd, momentum, adam: adamRule }[settings.optimizer](settings);
  const targets = (parameters as readonly HeldTensor[]).map((target) => {
    const size = target.shape.reduce((product, extent) => product * extent, 1);
    const slots = Array.from({ length: rule.slots }, () => parameter(new Float32Array(size), target.shape));
    return { target, slots };
  });
  let step = 0;
  return {
    apply(gradients) {
      step++;
      targets.forEach(({ target, slots }, i) => {
        tf.tidy(() => rule.update(target, slots, gradients[i]!, step));
      });
    },
    dispose: () => targets.forEach(({ slots }) => void slots.forEach((slot) => void slot.dispose())),
  };
}

const sgd = ({ learningRate }: UpdateSettings): Rule => ({
  slots: 0,
  update: (target, _slots, gradient) => target.hold(tf.sub(target.read(), tf.mul(gradient, learningRate))),
});

const momentum = (settings: UpdateSettings): Rule => ({
  slots: 1,
  update(target, [velocity], gradient) {
    const next = tf.add(tf.mul(velocity!.read(), settings.momentum), gradient);
    velocity!.hold(next);
    target.hold(tf.sub(target.read(), tf.mul(next, settings.learningRate)));
  },
});

/** In the order of TensorFlow's ApplyAdam, so that both engines round alike. */
const adamRule = ({ learningRate }: UpdateSettings): Rule => ({
  slots: 2,
  update(target, [first, second], gradient, step) {
    const { beta1, beta2, epsilon } = adam;
    const m = first!.read();
    const v = second!.read();
    const nextM = tf.add(m, tf.mul(tf.sub(gradient, m), 1 - beta1));
    const nextV = tf.add(v, tf.mul(tf.sub(tf.square(gradient), v), 1 - beta2));
    const rate = (learningRate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
    first!.hold(nextM);
    second!.hold(nextV);
    target.hold(tf.sub(target.read(), tf.div(tf.mul(nextM, rate), tf.add(tf.sqrt(nextV), epsilon))));
  },
});

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
  const kept = 1 / (1 - rate);
  const mask = new Float32Array(shape.reduce((size, extent) => size * extent, 1));
  for (let i = 0; i < mask.length; i++) mask[i] = uniform() < rate ? 0 : kept;
  return tf.tensor(mask, shape);
}
