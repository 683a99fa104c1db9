// What a row keeps of a soft tree for the figures of a report.
import type { Dataset } from "../data/dataset.ts";
import { softmax } from "../numeric/softmax.ts";
import type { SoftTreeShape } from "../results/row.ts";
import type { LaneWeights } from "../students/lane-weights.ts";
import { innerNodesOf, leavesOf } from "../students/soft-tree-weights.ts";

/** As in the paper's figure 2: 15 filters and 16 leaves. */
const deepestDrawn = 4;

export function softTreeShape(
  depth: number,
  { inputShape, numClasses }: Pick<Dataset, "inputShape" | "numClasses">,
  [filters, , leaves]: LaneWeights,
): SoftTreeShape | null {
  if (depth > deepestDrawn) return null;
  const inner = innerNodesOf(depth);
  const filter = (node: number) => filters!.filter((_, i) => i % inner === node); // [inputs, inner]
  const leaf = (index: number) => leaves!.subarray(index * numClasses, (index + 1) * numClasses);
  return {
    depth,
    shape: inputShape,
    filtersBase64: Array.from({ length: inner }, (_, node) => levelsBase64(filter(node))),
    leaves: Array.from({ length: leavesOf(depth) }, (_, index) => Array.from(softmax(leaf(index)), rounded)),
  };
}

function levelsBase64(weights: Float32Array): string {
  const largest = weights.reduce((size, weight) => Math.max(size, Math.abs(weight)), 0) || 1;
  const levels = Uint8Array.from(weights, (weight) => 128 + Math.round((127 * weight) / largest));
  return Buffer.from(levels).toString("base64");
}

const rounded = (value: number) => Math.round(value * 10_000) / 10_000;
