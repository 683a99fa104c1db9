// Two ways to work a stack off: a kernel of our own for small layers and for soft trees, where most of a step of tensors is calls and memory,
// and tensors for everything else (docs/decisions/006-lane-kernel.md). Which way a network goes depends on its architecture
// and on the engine, whose identity is in every key.
import type { Engine } from "../engine/engine.ts";
import { fitsLaneKernel } from "./kernel-fit.ts";
import { createKernelNetworks } from "./kernel-networks.ts";
import { createKernelSoftTrees } from "./kernel-soft-trees.ts";
import type { LaneWeights } from "./lane-weights.ts";
import { createSoftTreeTensorStack } from "./soft-tree-tensor-stack.ts";
import type { SoftTreeSettings, SoftTreeState, Stack, StackSettings, StackState } from "./stack.ts";
import { createTensorStack } from "./tensor-stack.ts";

export function createStack(
  engine: Engine,
  settings: StackSettings,
  initial: readonly LaneWeights[],
  from?: StackState,
): Stack {
  const { sizes } = settings;
  const network = { kind: "mlp", hidden: sizes.slice(1, -1) } as const;
  if (engine.laneKernel === null || !fitsLaneKernel(network, sizes.at(-1)!))
    return createTensorStack(engine, settings, initial, from);
  return createKernelNetworks(engine, engine.laneKernel, settings, initial, from);
}

export function createSoftTreeStack(
  engine: Engine,
  settings: SoftTreeSettings,
  initial: readonly LaneWeights[],
  from?: SoftTreeState,
): Stack {
  const { depth, numClasses } = settings;
  if (engine.laneKernel === null || !fitsLaneKernel({ kind: "soft-tree", depth }, numClasses))
    return createSoftTreeTensorStack(engine, settings, initial, from);
  return createKernelSoftTrees(engine, engine.laneKernel, settings, initial, from);
}
