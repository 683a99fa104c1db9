// Two ways to work a stack off: a kernel of our own for small layers, where most of a step of tensors is calls and memory,
// and tensors for everything else (docs/decisions/006-lane-kernel.md). Which way a network goes depends on its architecture
// and on the engine, whose identity is in every key.
import type { Engine } from "../engine/engine.ts";
import { fitsLaneKernel } from "./kernel-fit.ts";
import { createKernelStack } from "./kernel-stack.ts";
import type { LaneWeights } from "./lane-weights.ts";
import type { Stack, StackSettings, StackState } from "./stack.ts";
import { createTensorStack } from "./tensor-stack.ts";

export function createStack(
  engine: Engine,
  settings: StackSettings,
  initial: readonly LaneWeights[],
  from?: StackState,
): Stack {
  if (engine.laneKernel === null || !fitsLaneKernel(settings.sizes.slice(1)))
    return createTensorStack(engine, settings, initial, from);
  return createKernelStack(engine, engine.laneKernel, settings, initial, from);
}
