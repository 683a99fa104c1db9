// A stack: many students of one architecture that train side by side. A lane's bits do not depend on the other lanes
// (docs/decisions/003-lanes.md).
import type { Tensor3D } from "@tensorflow/tfjs-core";
import type { UpdateRule, UpdaterState } from "../engine/engine.ts";
import type { LossWeights } from "../losses/distillation.ts";
import type { Activation, SoftTreeStudentSpec } from "../study/schema.ts";
import type { BatchFeatures } from "../training/lit-features.ts";
import type { LaneWeights } from "./lane-weights.ts";
import type { SoftTreeShape } from "./soft-tree-weights.ts";

/** A batch, or a part of a large one. Plain arrays, row-major; `rows` counts, what is behind is padding. */
export interface TrainingBatch {
  readonly rows: number;
  /** With the padding. */
  readonly features: BatchFeatures;
  /** `[classes, features.rows]`, one-hot */
  readonly labels: Float32Array;
  /** `[classes, features.rows]`; null where no lane has alpha above 0 */
  readonly teacherLogits: Float32Array | null;
}

export interface LaneSettings extends Omit<LossWeights, "scale"> {
  readonly learningRate: number;
  /** Each step first multiplies every kernel by 1 - learning rate * weightDecay. */
  readonly weightDecay: number;
}

export interface StackSettings extends UpdateRule {
  /** `[inputs, hidden..., classes]` */
  readonly sizes: readonly number[];
  readonly activation: Activation;
  /** The inputs that are not 0 in every sample (`Dataset.columns`); null: all. */
  readonly columns: Uint32Array | null;
  /** As tensors, Adam's lanes have one learning rate. */
  readonly lanes: readonly LaneSettings[];
}

export type SoftTreeLane = LaneSettings &
  Pick<SoftTreeStudentSpec, "inverseTemperature" | "balancePenalty" | "prediction">;

export interface SoftTreeSettings extends UpdateRule, SoftTreeShape {
  /** The inputs that are not 0 in every sample (`Dataset.columns`); null: all. */
  readonly columns: Uint32Array | null;
  /** As tensors, Adam's lanes have one learning rate. */
  readonly lanes: readonly SoftTreeLane[];
}

export interface Stack {
  /**
   * One update from a batch in parts of at most `mostRows`, at `rateFactor` times each lane's learning rate. Returns the
   * lanes whose loss was not finite.
   */
  step(parts: readonly TrainingBatch[], rateFactor: number): number[];
  /** Of at most `mostRows`: tensor `[lanes, rows, classes]`, the caller's. */
  logits(features: BatchFeatures): Tensor3D;
  read(): LaneWeights[];
  /** A stack of these lanes alone, which goes on where they are. This one stays open. */
  keep(lanes: readonly number[]): Stack;
  close(): void;
}

/** Where a stack is that another goes on from. */
export interface StackState {
  /** By lane: what its kernels have been multiplied by. */
  readonly decayed: readonly number[];
  readonly updater: UpdaterState | undefined;
}

export interface SoftTreeState extends StackState {
  /** By lane: the running averages of `balancePrices`. */
  readonly averages: readonly Float64Array[];
}
