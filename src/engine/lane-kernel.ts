// The functions of src/students/kernel/, which the set-up compiles beside TensorFlow's addon. Its memory is safe only with the
// arguments that kernel-networks.ts, kernel-soft-trees.ts and kernel-stack.ts make.

/**
 * Features of a batch, or of a part of one: `[rows, inputs, bytes, size, ids]` or `[rows, columns, values, 0, null]` as in
 * `BatchFeatures`; for a step also the rows that count, the labels and the teacher's logits.
 */
export type KernelPart = readonly unknown[];

/** Memory of the kernel: the lanes' weights and the tensors of their update rule. */
export type KernelNet = object;

export interface LaneKernel {
  /**
   * `shape`: activation, optimizer, then the sizes; `lanes`: temperature, alpha, labelSmoothing, learningRate, weightDecay of
   * each; `values` and `slots` as `stackLanes` lays them out, all parameters one after another (no slots: empty).
   */
  create(
    shape: Int32Array,
    lanes: Float64Array,
    momentum: number,
    steps: number,
    values: Float32Array,
    slots: Float32Array,
  ): KernelNet;
  /**
   * `shape`: optimizer, inputs, depth, classes; `lanes` as above, and inverseTemperature and balancePenalty behind them;
   * `averages` of the balance penalty `[lanes, inner nodes]`, NaN before the first batch.
   */
  createTrees(
    shape: Int32Array,
    lanes: Float64Array,
    momentum: number,
    steps: number,
    values: Float32Array,
    slots: Float32Array,
    averages: Float64Array,
  ): KernelNet;
  /** Sets `diverged` to 1 for each lane whose loss was not finite. */
  step(net: KernelNet, rateFactor: number, parts: readonly KernelPart[], diverged: Uint8Array): void;
  /** Fills `out` with logits of networks `[lanes, rows, classes]`, or path probabilities of trees `[lanes, leaves, rows]`. */
  predict(net: KernelNet, features: KernelPart, out: Float32Array): void;
  /** Fills what `create` was given. */
  read(net: KernelNet, values: Float32Array, slots: Float32Array): void;
  /** Of soft trees, as `createTrees` was given them. */
  readAverages(net: KernelNet, averages: Float64Array): void;
  /** Gives the memory of `net` back; nothing else may be asked of it afterwards. */
  release(net: KernelNet): void;
}
