// The weights of a soft decision tree as plain arrays: filters `[inputs, inner nodes]`, biases `[inner nodes]`, logits of
// the leaves `[leaves, classes]`, all row-major. Inner nodes are numbered level by level from the root, 0: node i has
// the children 2i + 1 (left) and 2i + 2 (right). Leaves are numbered from left to right.
import { stream } from "../random/stream.ts";
import type { Role } from "../training/role.ts";
import { firstKernelPlaces, type Layout, laneByLane } from "./lane-layout.ts";
import { glorotKernel, type LaneWeights } from "./lane-weights.ts";

export interface SoftTreeShape {
  readonly inputs: number;
  /** Inner nodes on each path. */
  readonly depth: number;
  readonly numClasses: number;
}

export const innerNodesOf = (depth: number): number => 2 ** depth - 1;
export const leavesOf = (depth: number): number => 2 ** depth;

/**
 * Filters as `glorotKernel` draws them, from a stream of the seed and the role: they alone tell the leaves apart, which
 * start at 0, as do the biases.
 */
export function initialSoftTree(
  { inputs, depth, numClasses }: SoftTreeShape,
  seed: number,
  role: Role,
): LaneWeights {
  const inner = innerNodesOf(depth);
  const filters = glorotKernel(inputs, inner, stream(seed, role, "init", "soft-tree"));
  return [filters, new Float32Array(inner), new Float32Array(leavesOf(depth) * numClasses)];
}

/** Filters `[columns, lanes * inner]`, biases `[lanes, inner]`, leaves `[lanes, leaves, classes]`. */
export function softTreeLayout(
  { inputs, depth, numClasses }: SoftTreeShape,
  columns: Uint32Array | null,
): Layout {
  const inner = innerNodesOf(depth);
  return [
    firstKernelPlaces(inputs, inner, columns),
    laneByLane(inner),
    laneByLane(leavesOf(depth) * numClasses),
  ];
}
