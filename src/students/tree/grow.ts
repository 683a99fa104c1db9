// CART (Breiman et al. 1984): each split is the one that lowers the sum of squared errors of the targets most, over all
// features and all thresholds between two values. On one-hot targets that is the Gini impurity. Of equal splits the feature
// wins that is first in `featureOrder`, then the lowest threshold: the order of the rows has no say.
import { type GrownNode, grownNode, treeOfNodes } from "./grown-node.ts";
import type { SortedFeatures } from "./sorted-features.ts";
import { type NodeLists, type Split, splitKernel } from "./split-kernel.ts";
import { isPure, type Targets, targetSums } from "./targets.ts";
import type { Tree } from "./tree.ts";

export interface GrowthLimits {
  /** Splits on a path at most; Infinity for none. */
  readonly maxDepth: number;
  /** Rows that each side of a split keeps at least. */
  readonly minSamplesLeaf: number;
}

/** A node and its rows: one run of `rows`. */
interface Placed {
  readonly node: GrownNode;
  readonly first: number;
  readonly depth: number;
}

interface Waiting extends Placed {
  readonly lists: NodeLists;
}

/** Splits until every leaf is pure, has no split left, or is as deep as `maxDepth`; a node without error is pure. */
export function growTree(sorted: SortedFeatures, targets: Targets, limits: GrowthLimits): Tree {
  const { numRows, numFeatures } = sorted;
  const kernel = splitKernel(sorted, targets);
  const rows = Uint32Array.from({ length: numRows }, (_, row) => row);
  const spare = new Uint32Array(numRows);
  const root: Placed = { node: grownNode(numRows, targetSums(targets, rows)), first: 0, depth: 0 };
  const waiting: Waiting[] = canSplit(root) ? [{ ...root, lists: kernel.root() }] : [];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, lists } = next;
    const split = kernel.bestSplit(lists, node.samples, node.sums, limits.minSamplesLeaf);
    if (split !== null) waiting.push(...divided(next, split));
    kernel.release(lists);
  }
  return treeOfNodes(root.node, targets, numFeatures);

  function canSplit({ node, first, depth }: Placed): boolean {
    const isLarge = node.samples >= 2 * limits.minSamplesLeaf;
    return depth < limits.maxDepth && isLarge && !isPure(targets, rows.subarray(first, first + node.samples));
  }

  /** The children that can be split themselves, the larger one first: fewer nodes wait if the smaller one goes before. */
  function divided({ node, first, depth, lists }: Waiting, split: Split): Waiting[] {
    const right = grownNode(split.right.length, targetSums(targets, split.right));
    const left = grownNode(
      node.samples - right.samples,
      node.sums.map((sum, k) => sum - right.sums[k]!),
    );
    node.split = { feature: split.feature, threshold: thresholdOf(split, sorted), left, right };
    for (const row of split.right) kernel.isRight[row] = 1;
    divideRows(rows.subarray(first, first + node.samples), kernel.isRight, spare);
    const children: Placed[] = [
      { node: left, first, depth: depth + 1 },
      { node: right, first: first + left.samples, depth: depth + 1 },
    ];
    const canGoOn = children.map(canSplit);
    const parts = canGoOn.includes(true) ? kernel.partition(lists) : [];
    for (const row of split.right) kernel.isRight[row] = 0;
    return parts
      .flatMap((part, side) => {
        if (canGoOn[side]) return [{ ...children[side]!, lists: part }];
        kernel.release(part);
        return [];
      })
      .sort((a, b) => b.node.samples - a.node.samples);
  }
}

/** Halfway between the highest value on the left and the lowest on the right: exact, as both are bytes or float32. */
function thresholdOf({ feature, right, highestLeft }: Split, { value, lowest }: SortedFeatures): number {
  const below = highestLeft === null ? lowest[feature]! : value(highestLeft, feature);
  return (below + value(right.at(-1)!, feature)) / 2;
}

/** Those that go left first, both in their order. */
function divideRows(rows: Uint32Array, isRight: Uint8Array, spare: Uint32Array): void {
  let left = 0;
  let right = 0;
  for (const row of rows) {
    if (isRight[row] === 1) spare[right++] = row;
    else rows[left++] = row;
  }
  rows.set(spare.subarray(0, right), left);
}
