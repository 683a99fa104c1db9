// The tensor library behind one small interface. `tf` is the shared part (tfjs-core on the chosen backend); the
// methods are the few operations in which the engines differ, in speed or in existence. A caller owns the tensors
// it gets, as with tfjs-core, and calls everything inside `tf.tidy` or disposes what it keeps.
import type * as tfjs from "@tensorflow/tfjs-core";
import type { Tensor, Tensor2D, Tensor4D } from "@tensorflow/tfjs-core";
import type { Optimizer } from "../study/schema.ts";

export type EngineName = "native" | "portable";
export type Tf = typeof tfjs;

export interface Engine {
  readonly name: EngineName;
  readonly tf: Tf;
  /** Weights that live across steps; `initial` is row-major. */
  parameter(initial: Float32Array, shape: number[]): Parameter;
  /** One update rule over parameters that are always given in the same order. */
  updater(parameters: readonly Parameter[], settings: UpdateSettings): Updater;
  /** `gradient` where `output > 0`, else 0. */
  reluGradient(gradient: Tensor, output: Tensor): Tensor;
  /** `[n, m] -> [m]`, in an order that does not depend on m: a column's sum has the same bits in any matrix. */
  columnSums(matrix: Tensor2D): Tensor;
  /** `a[n, k] b[k, m] -> [n, m]`, also batched over a leading axis. */
  matMul<T extends Tensor>(a: T, b: T): T;
  /** `a[k, n]ᵀ b[k, m] -> [n, m]`, also batched over a leading axis. */
  matMulTransposedA<T extends Tensor>(a: T, b: T): T;
  /** `a[n, k] b[m, k]ᵀ -> [n, m]`, also batched over a leading axis. */
  matMulTransposedB<T extends Tensor>(a: T, b: T): T;
  /** Gradient of a valid, stride 1 convolution on its filter: x `[n, h, w, c]`, dy `[n, h', w', f]` -> filterShape. */
  convFilterGradient(x: Tensor4D, dy: Tensor4D, filterShape: [number, number, number, number]): Tensor4D;
  /** 0 with probability `rate`, else 1 / (1 - rate); a function of seed and counter alone. */
  dropoutMask(shape: number[], rate: number, seed: number, counter: number): Tensor;
}

export interface Parameter {
  readonly shape: number[];
  /** The current value, a tensor that the caller disposes before the next update. */
  read(): Tensor;
  assign(value: Float32Array): void;
  dispose(): void;
}

export interface UpdateSettings {
  readonly optimizer: Optimizer;
  readonly learningRate: number;
  readonly momentum: number;
}

export interface Updater {
  apply(gradients: readonly Tensor[]): void;
  dispose(): void;
}

/** Adam's constants as in Kingma & Ba 2015 (arXiv 1412.6980), with Keras's epsilon. */
export const adam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;
