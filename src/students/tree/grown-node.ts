// Nodes as they grow, linked, and their columns in the end.
import type { Targets } from "./targets.ts";
import type { Tree } from "./tree.ts";

export interface GrownNode {
  readonly samples: number;
  /** Of the targets of its rows, in units. */
  readonly sums: Int32Array;
  split: {
    readonly feature: number;
    readonly threshold: number;
    readonly left: GrownNode;
    readonly right: GrownNode;
  } | null;
}

export const grownNode = (samples: number, sums: Int32Array): GrownNode => ({ samples, sums, split: null });

export function treeOfNodes(
  root: GrownNode,
  { numOutputs, unit }: Pick<Targets, "numOutputs" | "unit">,
  numFeatures: number,
): Tree {
  const nodes = [root]; // breadth first
  const left: number[] = [];
  for (const { split } of nodes) {
    // grows meanwhile
    left.push(split === null ? 0 : nodes.length);
    if (split !== null) nodes.push(split.left, split.right);
  }
  const sums = new Float64Array(nodes.length * numOutputs);
  nodes.forEach((node, index) => {
    sums.set(node.sums, index * numOutputs);
  });
  return {
    numFeatures,
    numOutputs,
    unit,
    sums,
    left: Uint32Array.from(left),
    feature: Int32Array.from(nodes, ({ split }) => split?.feature ?? -1),
    threshold: Float64Array.from(nodes, ({ split }) => split?.threshold ?? 0),
    samples: Uint32Array.from(nodes, ({ samples }) => samples),
    gain: Float64Array.from(nodes, (node) => gainOf(node) * unit * unit),
  };
}

/**
 * left^2 / nLeft + right^2 / nRight - whole^2 / n, in the form that loses no digits. Up to the division all numbers are whole:
 * of nodes small enough that they stay below 2^53, equal gains are equal to the last bit.
 */
function gainOf({ samples, split }: GrownNode): number {
  if (split === null) return 0;
  const { left, right } = split;
  const squared = left.sums.reduce((sum, leftSum, k) => {
    const difference = leftSum * right.samples - right.sums[k]! * left.samples;
    return sum + difference * difference;
  }, 0);
  return squared / (left.samples * right.samples * samples);
}
