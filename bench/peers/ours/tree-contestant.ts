import type { Dataset } from "../../../src/data/dataset.ts";
import { argmax } from "../../../src/numeric/argmax.ts";
import { leavesOf } from "../../../src/students/tree/predict.ts";
import { nodeValue, type Tree, treeSize } from "../../../src/students/tree/tree.ts";
import type { OurContestant } from "./build.ts";

export const unpruned = { maxDepth: Number.POSITIVE_INFINITY, minSamplesLeaf: 1 } as const;

/** A round grows `trees` trees, one after another on one thread. */
export function treeContestant(
  grow: () => Tree,
  trees: number,
  check: (tree: Tree) => number,
): OurContestant {
  let tree: Tree;
  return {
    async work() {
      for (let i = 0; i < trees; i++) tree = grow();
      return trees;
    },
    check: async () => check(tree),
    leaves: () => treeSize(tree).leaves,
    close: async () => undefined,
  };
}

/** On the samples `ids`. */
export function treeAccuracy({ features, labels }: Dataset, ids: Uint32Array) {
  return (tree: Tree): number => {
    const leaves = leavesOf(tree, features, ids);
    const right = ids.filter((id, row) => argmax(nodeValue(tree, leaves[row]!)) === labels[id]);
    return right.length / ids.length;
  };
}
