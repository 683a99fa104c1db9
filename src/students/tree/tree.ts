// A grown tree as columns, one entry a node. Nodes are numbered breadth first from the root, 0; the right child follows the
// left one. Sums of targets are whole numbers, so a parent's is exactly the sum of its children's.

/** What each node predicts is the mean of its training rows' targets: `unit * sums / samples`. */
export interface Tree {
  /** Number of features of a sample. */
  readonly numFeatures: number;
  /** Length of a target: the classes. */
  readonly numOutputs: number;
  /** The feature that splits the node; -1 in a leaf. */
  readonly feature: Int32Array;
  /** A sample goes left where its feature is at most this. */
  readonly threshold: Float64Array;
  /** The left child; 0 in a leaf. */
  readonly left: Uint32Array;
  /** Training rows. */
  readonly samples: Uint32Array;
  /** By how much the split lowers the sum of squared errors over the training rows, in squared targets; 0 in a leaf. */
  readonly gain: Float64Array;
  /** `[nodes, numOutputs]`: sums of the training rows' targets, whole numbers of `unit`. */
  readonly sums: Float64Array;
  readonly unit: number;
}

export interface TreeSize {
  readonly leaves: number;
  /** Splits on the longest path: 0 for a tree of one leaf. */
  readonly depth: number;
}

export const isLeaf = (tree: Pick<Tree, "feature">, node: number): boolean => tree.feature[node] === -1;

/** Nodes come after their parents, so one pass sees each depth in time. */
export function nodeDepths({ feature, left }: Pick<Tree, "feature" | "left">): Uint32Array {
  const depths = new Uint32Array(feature.length);
  feature.forEach((splits, node) => {
    if (splits === -1) return;
    depths[left[node]!] = depths[node]! + 1;
    depths[left[node]! + 1] = depths[node]! + 1;
  });
  return depths;
}

export function treeSize(tree: Tree): TreeSize {
  const leaves = (tree.feature.length + 1) / 2;
  return { leaves, depth: nodeDepths(tree).reduce((deepest, depth) => Math.max(deepest, depth), 0) };
}

/** The mean target of a node. */
export function nodeValue({ sums, samples, unit, numOutputs }: Tree, node: number): Float64Array {
  const value = sums.slice(node * numOutputs, (node + 1) * numOutputs);
  return value.map((sum) => (sum / samples[node]!) * unit);
}
