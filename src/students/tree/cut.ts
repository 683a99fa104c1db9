// Smaller trees out of a grown one. A node's best split does not depend on what is split elsewhere, so each is node by node
// the tree that growth under that limit gives.
import { isLeaf, nodeDepths, type Tree } from "./tree.ts";

export interface TreeLimits {
  readonly maxDepth: number | "unlimited";
  readonly maxLeaves: number | "unlimited";
  readonly costComplexity: number;
}

/** First the depth, then the leaves, then pruning. */
export function cutTree(tree: Tree, { maxDepth, maxLeaves, costComplexity }: TreeLimits): Tree {
  const shallow = maxDepth === "unlimited" ? tree : limitDepth(tree, maxDepth);
  const small = maxLeaves === "unlimited" ? shallow : limitLeaves(shallow, maxLeaves);
  return costComplexity === 0 ? small : prune(small, costComplexity);
}

/** Of each node of `grown` the node of `cut`, which was cut out of it, that its samples come to. */
export function nodesInCut(grown: Tree, cut: Tree): Uint32Array {
  const nodes = new Uint32Array(grown.feature.length);
  for (const [node, feature] of grown.feature.entries()) {
    if (feature === -1) continue;
    const own = nodes[node]!;
    const first = grown.left[node]!;
    nodes[first] = isLeaf(cut, own) ? own : cut.left[own]!;
    nodes[first + 1] = isLeaf(cut, own) ? own : cut.left[own]! + 1;
  }
  return nodes;
}

export function limitDepth(tree: Tree, maxDepth: number): Tree {
  const depths = nodeDepths(tree);
  return withSplits(tree, (node) => depths[node]! < maxDepth);
}

/** Best first: the split of the largest gain among the leaves so far, again and again; of equal ones the first node's. */
export function limitLeaves(tree: Tree, maxLeaves: number): Tree {
  const splits = new Set<number>();
  const candidates = bestFirst(tree.gain);
  const offer = (node: number) => {
    if (!isLeaf(tree, node)) candidates.push(node);
  };
  offer(0);
  while (splits.size + 1 < maxLeaves) {
    const node = candidates.pop();
    if (node === undefined) break;
    splits.add(node);
    offer(tree.left[node]!);
    offer(tree.left[node]! + 1);
  }
  return withSplits(tree, (node) => splits.has(node));
}

/**
 * The smallest subtree that has the least mean squared error over the training rows plus `costComplexity` for each leaf
 * (Breiman et al. 1984, section 3.3). On hard labels the error is the Gini impurity, as scikit-learn's `ccp_alpha` has it.
 */
export function prune(tree: Tree, costComplexity: number): Tree {
  const rows = tree.samples[0]!;
  const nodes = tree.feature.length;
  const gains = new Float64Array(nodes); // of what is left below a node, in mean squared error
  const leaves = new Uint32Array(nodes).fill(1);
  const keeps = new Uint8Array(nodes);
  for (let node = nodes - 1; node >= 0; node--) {
    if (isLeaf(tree, node)) continue;
    const left = tree.left[node]!;
    const gain = tree.gain[node]! / rows + gains[left]! + gains[left + 1]!;
    const below = leaves[left]! + leaves[left + 1]!;
    if (gain <= costComplexity * (below - 1)) continue;
    keeps[node] = 1;
    gains[node] = gain;
    leaves[node] = below;
  }
  return withSplits(tree, (node) => keeps[node] === 1);
}

/** The tree in which only these nodes are split; what hangs below others goes. */
function withSplits(tree: Tree, keeps: (node: number) => boolean): Tree {
  const nodes = new Uint32Array(tree.feature.length); // of the old tree, breadth first
  const left = new Uint32Array(tree.feature.length);
  let count = 1;
  for (let index = 0; index < count; index++) {
    const node = nodes[index]!;
    if (isLeaf(tree, node) || !keeps(node)) continue;
    left[index] = count;
    nodes[count++] = tree.left[node]!;
    nodes[count++] = tree.left[node]! + 1;
  }
  return chosenNodes(tree, nodes.subarray(0, count), left.slice(0, count));
}

/** `nodes` of a tree in a new order, those without a left child as leaves. */
function chosenNodes(tree: Tree, nodes: Uint32Array, left: Uint32Array): Tree {
  const { numOutputs } = tree;
  const sums = new Float64Array(nodes.length * numOutputs);
  const feature = new Int32Array(nodes.length).fill(-1);
  const threshold = new Float64Array(nodes.length);
  const gain = new Float64Array(nodes.length);
  for (let index = 0; index < nodes.length; index++) {
    const node = nodes[index]!;
    for (let k = 0; k < numOutputs; k++) sums[index * numOutputs + k] = tree.sums[node * numOutputs + k]!;
    if (left[index] === 0) continue;
    feature[index] = tree.feature[node]!;
    threshold[index] = tree.threshold[node]!;
    gain[index] = tree.gain[node]!;
  }
  return { ...tree, sums, left, feature, threshold, gain, samples: nodes.map((node) => tree.samples[node]!) };
}

/** A binary heap of nodes: the largest gain comes out first, of equal ones the lowest node. */
function bestFirst(gain: Float64Array) {
  const heap: number[] = [];
  const isBefore = (a: number, b: number) => gain[a]! > gain[b]! || (gain[a] === gain[b] && a < b);
  const swap = (i: number, j: number) => {
    [heap[i], heap[j]] = [heap[j]!, heap[i]!];
  };
  return {
    push(node: number): void {
      heap.push(node);
      for (let i = heap.length - 1; i > 0; ) {
        const parent = (i - 1) >> 1;
        if (!isBefore(heap[i]!, heap[parent]!)) break;
        swap(i, parent);
        i = parent;
      }
    },
    pop(): number | undefined {
      if (heap.length <= 1) return heap.pop();
      const first = heap[0]!;
      heap[0] = heap.pop()!;
      for (let i = 0; ; ) {
        const [left, right] = [2 * i + 1, 2 * i + 2];
        let best = i;
        if (left < heap.length && isBefore(heap[left]!, heap[best]!)) best = left;
        if (right < heap.length && isBefore(heap[right]!, heap[best]!)) best = right;
        if (best === i) return first;
        swap(i, best);
        i = best;
      }
    },
  };
}
