// The kinds of network as the training loop sees them: where one starts, and how its lanes make a stack.
import { type Dataset, inputSize } from "../data/dataset.ts";
import type { Engine } from "../engine/engine.ts";
import type { MlpStudentSpec, SoftTreeStudentSpec, TrainingSpec } from "../study/schema.ts";
import type { Role } from "../training/role.ts";
import { createSoftTreeStack, createStack } from "./create-stack.ts";
import { initialWeights, type LaneWeights } from "./lane-weights.ts";
import { initialSoftTree } from "./soft-tree-weights.ts";
import type { Stack } from "./stack.ts";

export type MlpLaneSpec = TrainingSpec &
  Pick<MlpStudentSpec, "kind" | "temperature" | "alpha" | "hidden" | "activation">;

export type SoftTreeLaneSpec = TrainingSpec &
  Pick<
    SoftTreeStudentSpec,
    "kind" | "temperature" | "alpha" | "depth" | "inverseTemperature" | "balancePenalty" | "prediction"
  >;

/** A network that trains as a lane of a stack: what it is, what it learns from, and how. */
export type LaneSpec = MlpLaneSpec | SoftTreeLaneSpec;

export function initialLane(dataset: Dataset, spec: LaneSpec, seed: number, role: Role): LaneWeights {
  const inputs = inputSize(dataset);
  const { numClasses } = dataset;
  switch (spec.kind) {
    case "mlp":
      return initialWeights([inputs, ...spec.hidden, numClasses], seed, role);
    case "soft-tree":
      return initialSoftTree({ inputs, depth: spec.depth, numClasses }, seed, role);
  }
}

/** `lanes` are of one architecture; `weights` of each. */
export function stackOfLanes(
  engine: Engine,
  dataset: Dataset,
  lanes: readonly LaneSpec[],
  weights: readonly LaneWeights[],
): Stack {
  const { columns, numClasses } = dataset;
  const inputs = inputSize(dataset);
  const mlps = lanes.filter((lane) => lane.kind === "mlp");
  const trees = lanes.filter((lane) => lane.kind === "soft-tree");
  if (mlps.length === lanes.length) {
    const sizes = [inputs, ...mlps[0]!.hidden, numClasses];
    return createStack(engine, { ...mlps[0]!, sizes, columns, lanes: mlps }, weights);
  }
  if (trees.length === lanes.length) {
    return createSoftTreeStack(engine, { ...trees[0]!, inputs, numClasses, columns, lanes: trees }, weights);
  }
  throw new Error("Expected lanes of one kind of network");
}
