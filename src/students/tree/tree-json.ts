// tree.json, format version 2 (docs/tree-format.md): the columns of a tree, and of its leaves the sums of targets. All else
// follows from these, so a file says nothing twice.
import type { TreeOutput } from "./predict.ts";
import { isLeaf, type Tree } from "./tree.ts";

export const treeFormatVersion = 2;

export interface TreeFile {
  readonly formatVersion: typeof treeFormatVersion;
  readonly output: TreeOutput;
  readonly numFeatures: number;
  readonly numOutputs: number;
  readonly unit: number;
  readonly feature: readonly number[];
  readonly threshold: readonly number[];
  readonly left: readonly number[];
  readonly samples: readonly number[];
  readonly gain: readonly number[];
  /** `[numOutputs]` for each leaf, in the order of the nodes. */
  readonly leafSums: readonly (readonly number[])[];
}

export function treeJson(tree: Tree, output: TreeOutput): string {
  const { numFeatures, numOutputs, unit, sums } = tree;
  const leaves = Array.from(tree.feature.keys()).filter((node) => isLeaf(tree, node));
  const file: TreeFile = {
    formatVersion: treeFormatVersion,
    output,
    numFeatures,
    numOutputs,
    unit,
    feature: Array.from(tree.feature),
    threshold: Array.from(tree.threshold),
    left: Array.from(tree.left),
    samples: Array.from(tree.samples),
    gain: Array.from(tree.gain),
    leafSums: leaves.map((node) => Array.from(sums.subarray(node * numOutputs, (node + 1) * numOutputs))),
  };
  return `${JSON.stringify(file)}\n`;
}
