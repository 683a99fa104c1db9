// Networks in the lane kernel.
import type { Engine } from "../engine/engine.ts";
import type { LaneKernel } from "../engine/lane-kernel.ts";
import type { Activation } from "../study/schema.ts";
import { keptLanes } from "./kept-lanes.ts";
import { laneNumbers, optimizerNumbers, stackInKernel } from "./kernel-stack.ts";
import { mlpLayout } from "./lane-layout.ts";
import type { LaneWeights } from "./lane-weights.ts";
import type { Stack, StackSettings, StackState } from "./stack.ts";

/** As the kernel numbers them. */
const activations: Record<Activation, number> = { relu: 0, tanh: 1, sigmoid: 2 };

export function createKernelNetworks(
  engine: Engine,
  kernel: LaneKernel,
  settings: StackSettings,
  initial: readonly LaneWeights[],
  from?: StackState,
): Stack {
  const { sizes, columns, activation, optimizer, momentum, lanes } = settings;
  const numClasses = sizes.at(-1)!;
  const layout = mlpLayout(sizes, columns);
  const shape = [
    activations[activation],
    optimizerNumbers[optimizer],
    columns?.length ?? sizes[0]!,
    ...sizes.slice(1),
  ];
  const ofLanes = lanes.flatMap(laneNumbers);
  return stackInKernel(engine, kernel, {
    settings,
    numClasses,
    layout,
    initial,
    from,
    create: ({ steps, values, slots }) =>
      kernel.create(Int32Array.from(shape), Float64Array.from(ofLanes), momentum, steps, values, slots),
    logits(net, part, rows) {
      const values = new Float32Array(lanes.length * rows * numClasses);
      kernel.predict(net, part, values);
      return values;
    },
    keep: (_net, now, chosen) =>
      createKernelNetworks(engine, kernel, ...keptLanes(settings, layout, initial, now, chosen)),
  });
}
