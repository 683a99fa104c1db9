// Soft decision trees in the lane kernel.
import type { Engine } from "../engine/engine.ts";
import type { LaneKernel } from "../engine/lane-kernel.ts";
import { keptLanes } from "./kept-lanes.ts";
import { laneNumbers, optimizerNumbers, stackInKernel } from "./kernel-stack.ts";
import type { LaneWeights } from "./lane-weights.ts";
import { softTreeLaneLogits } from "./soft-tree-prediction.ts";
import { innerNodesOf, leavesOf, softTreeLayout } from "./soft-tree-weights.ts";
import type { SoftTreeSettings, SoftTreeState, Stack } from "./stack.ts";

export function createKernelSoftTrees(
  engine: Engine,
  kernel: LaneKernel,
  settings: SoftTreeSettings,
  initial: readonly LaneWeights[],
  from?: SoftTreeState,
): Stack {
  const { depth, numClasses, columns, optimizer, momentum, lanes } = settings;
  const inner = innerNodesOf(depth);
  const layout = softTreeLayout(settings, columns);
  const shape = [optimizerNumbers[optimizer], columns?.length ?? settings.inputs, depth, numClasses];
  const ofLanes = lanes.flatMap((lane) => [
    ...laneNumbers(lane),
    lane.inverseTemperature,
    lane.balancePenalty,
  ]);
  const averages = new Float64Array(lanes.length * inner).fill(Number.NaN);
  from?.averages.forEach((ofLane, lane) => {
    averages.set(ofLane, lane * inner);
  });
  return stackInKernel(engine, kernel, {
    settings,
    numClasses,
    layout,
    initial,
    from,
    create: ({ steps, values, slots }) =>
      kernel.createTrees(
        Int32Array.from(shape),
        Float64Array.from(ofLanes),
        momentum,
        steps,
        values,
        slots,
        averages,
      ),
    logits(net, part, rows, weights) {
      const paths = new Float32Array(lanes.length * leavesOf(depth) * rows);
      kernel.predict(net, part, paths);
      return softTreeLaneLogits(paths, weights()[2]!, rows, settings);
    },
    keep(net, now, chosen) {
      kernel.readAverages(net, averages);
      const [kept, weights, state] = keptLanes(settings, layout, initial, now, chosen);
      const ofKept = chosen.map((lane) => averages.slice(lane * inner, (lane + 1) * inner));
      return createKernelSoftTrees(engine, kernel, kept, weights, { ...state, averages: ofKept });
    },
  });
}
