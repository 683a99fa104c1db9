// Trees by ml-cart, grown to the end: a classification tree on hard labels, a regression tree on the teacher's
// probability of class 1 (two classes; a prediction above 0.5 says class 1, a tie class 0). Growth is O(n^2) a
// level: for small data with few features. ml-cart's own rules apply: of equal splits the first feature and lowest
// value win, and a node stops when its best gain equals its parent's to the last bit or when its best split leaves
// one side empty: the four points of XOR give one leaf.
import { type CartNode, DecisionTreeClassifier, DecisionTreeRegression, type TreeOptions } from "ml-cart";
import type { Matrix } from "ml-matrix";

/** A node sends `features[feature] < threshold` to `left`; a leaf holds a share for each class. */
export type TreeNode =
  | {
      readonly feature: number;
      readonly threshold: number;
      readonly left: TreeNode;
      readonly right: TreeNode;
    }
  | { readonly probs: readonly number[] };

/** A threshold below 0: with 0, ml-cart would leave a node whole whose best split has no error left. */
const toTheEnd = { minNumSamples: 1, gainThreshold: -1 } satisfies Partial<TreeOptions>;

/** `labels`: the class of each row of `features`. */
export function growClassificationTree(
  features: Matrix,
  labels: readonly number[],
  numClasses: number,
): TreeNode {
  const tree = new DecisionTreeClassifier({ ...toTheEnd, gainFunction: "gini" });
  tree.train(features, labels);
  return plainNode(tree.root, (leaf) => {
    const shares = (leaf as Matrix).getRow(0); // as long as the leaf's largest class needs; sums of many 1/n
    const total = shares.reduce((sum, share) => sum + share, 0);
    return Array.from({ length: numClasses }, (_, k) => (shares[k] ?? 0) / total);
  });
}

/** `probs`: the teacher's probability of class 1 for each row of `features`. */
export function growRegressionTree(features: Matrix, probs: readonly number[]): TreeNode {
  const tree = new DecisionTreeRegression({ ...toTheEnd, gainFunction: "regression" });
  tree.train(features, probs);
  return plainNode(tree.root, (leaf) => [1 - (leaf as number), leaf as number]);
}

function plainNode(node: CartNode, probsOf: (leaf: Matrix | number) => number[]): TreeNode {
  if (!node.left || !node.right) return { probs: probsOf(node.distribution!) };
  return {
    feature: node.splitColumn!,
    threshold: node.splitValue!,
    left: plainNode(node.left, probsOf),
    right: plainNode(node.right, probsOf),
  };
}

/** Class shares of one sample. */
export function treeProbs(tree: TreeNode, features: ArrayLike<number>): readonly number[] {
  let node = tree;
  while ("feature" in node) node = features[node.feature]! < node.threshold ? node.left : node.right;
  return node.probs;
}

/** Depth of a tree that is one leaf: 0. */
export function treeShape(tree: TreeNode): { leaves: number; depth: number } {
  if ("probs" in tree) return { leaves: 1, depth: 0 };
  const [left, right] = [treeShape(tree.left), treeShape(tree.right)];
  return { leaves: left.leaves + right.leaves, depth: 1 + Math.max(left.depth, right.depth) };
}
