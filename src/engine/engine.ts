// The tensor library behind one small interface. `tf` is the shared part (tfjs-core on the chosen backend); the
// methods are the few operations in which the engines differ, in speed or in existence. A caller owns the tensors
// it gets, as with tfjs-core, and calls everything inside `tf.tidy` or disposes what it keeps.
import type * as tfjs from "@tensorflow/tfjs-core";
import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from "@tensorflow/tfjs-core";
import type { Activation, Optimizer } from "../study/schema.ts";
import type { LaneKernel } from "./lane-kernel.ts";

export type EngineName = "native" | "portable";
export type Tf = typeof tfjs;

export interface Engine {
  readonly name: EngineName;
  readonly tf: Tf;
  /** Trains stacks of small networks without tensors; null where it is not there. */
  readonly laneKernel: LaneKernel | null;
  /** Whether a product of all lanes at once gives each the bits that it has in a product of its own. */
  readonly lanesShareProducts: boolean;
  /** Weights that live across steps; `initial` is row-major. */
  parameter(initial: Float32Array, shape: number[]): Parameter;
  /** One update rule over parameters that are always given in the same order; `from` continues another's. */
  updater(parameters: readonly Parameter[], rule: UpdateRule, from?: UpdaterState): Updater;
  activate<T extends Tensor>(kind: Activation, x: T): T;
  /** Gradient on the input of an activation, from the gradient on its output and the output itself. */
  activationGradient<T extends Tensor>(kind: Activation, gradient: T, output: T): T;
  /** Rows `indices` (int32) of a matrix. */
  gatherRows(matrix: Tensor2D, indices: Tensor1D): Tensor2D;
  /** `[n, m] -> [m]`, in an order that does not depend on m: a column's sum has the same bits in any matrix. */
  columnSums(matrix: Tensor2D): Tensor;
  /** `a[n, k] b[k, m] -> [n, m]`, also batched over a leading axis. */
  matMul<T extends Tensor>(a: T, b: T): T;
  /** `a[k, n]ᵀ b[k, m] -> [n, m]`, also batched over a leading axis. Up to 512 m, a row of n has the same bits in any a. */
  matMulTransposedA<T extends Tensor>(a: T, b: T): T;
  /** `a[n, k] b[m, k]ᵀ -> [n, m]`, also batched over a leading axis. Up to 512 k, a column of m has the same bits in any b. */
  matMulTransposedB<T extends Tensor>(a: T, b: T): T;
  /** Gradient of a valid, stride 1 convolution on its filter: x `[n, h, w, c]`, dy `[n, h', w', f]` -> filterShape. */
  convFilterGradient(x: Tensor4D, dy: Tensor4D, filterShape: [number, number, number, number]): Tensor4D;
  /** 0 with probability `dropoutRate(rate)`, else 1; a function of shape, seed and counter alone. */
  dropoutMask(shape: number[], rate: number, seed: number, counter: number): Tensor;
}

export interface Parameter {
  readonly shape: number[];
  /** The current value, a tensor that the caller disposes before the next update. */
  read(): Tensor;
  /** `value` stays the caller's; disposing it before the next update saves a copy. */
  set(value: Tensor): void;
  dispose(): void;
}

/** How a gradient becomes a step. `momentum` is used by the optimizer of that name only. */
export interface UpdateRule {
  readonly optimizer: Optimizer;
  readonly momentum: number;
}

/** What an update rule remembers: steps taken, and its tensors (Adam: first, then second moments), row-major. */
export interface UpdaterState {
  readonly steps: number;
  readonly slots: readonly Float32Array[];
}

export interface Updater {
  apply(gradients: readonly Tensor[], learningRate: number): void;
  state(): UpdaterState;
  dispose(): void;
}

/** The values of a parameter, row-major. */
export function valuesOf(parameter: Parameter): Float32Array {
  const value = parameter.read();
  const numbers = value.dataSync<"float32">();
  value.dispose();
  return numbers;
}

/** Multiplies a parameter by a number, or by a tensor that broadcasts to its shape. */
export function scaleParameter({ tf }: Engine, parameter: Parameter, factor: Tensor | number): void {
  const value = parameter.read();
  const scaled = tf.mul(value, factor);
  value.dispose(); // held any longer, it would be copied by the next update
  parameter.set(scaled);
  scaled.dispose();
}

/** Tensors that each rule keeps for a parameter. */
export const slotsOf = { sgd: 0, momentum: 1, adam: 2 } as const satisfies Record<Optimizer, number>;

/** Adam's constants as in Kingma & Ba 2015 (arXiv 1412.6980), with Keras's epsilon. */
export const adam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;

/** Dropout takes so many of 256 random bytes; never all of them. */
export const droppedOf256 = (rate: number): number => Math.min(255, Math.round(rate * 256));

/** The rate that both engines use: the nearest multiple of 1/256. */
export const dropoutRate = (rate: number): number => droppedOf256(rate) / 256;
