// Trees by the package ml-cart, a peer for small data: on hard labels a classification tree, on soft labels a regression
// tree on the teacher's probability of class 1 (two classes). Growth is O(n^2) a level. ml-cart's own rules apply: of equal
// splits the first feature and lowest value win, and a node stops when its best gain equals its parent's to the last bit or
// when its best split leaves one side empty: the four points of XOR give one leaf.
import { type CartNode, DecisionTreeClassifier, DecisionTreeRegression, type TreeOptions } from "ml-cart";
import type { Matrix } from "ml-matrix";
import { type GrownNode, grownNode, treeOfNodes } from "./grown-node.ts";
import { type Targets, targetSums, type VectorTargets } from "./targets.ts";
import type { Tree } from "./tree.ts";

/** A threshold below 0: with 0, ml-cart would leave a node whole whose best split has no error left. */
const toTheEnd = { minNumSamples: 1, gainThreshold: -1 } satisfies Partial<TreeOptions>;

/** Grown to the end. `features` `[rows, numFeatures]`; the values of the nodes are the means of our own targets. */
export function growByMlCart(features: Matrix, targets: Targets): Tree {
  const rows = Uint32Array.from({ length: features.rows }, (_, row) => row);
  const root = withRows(mlCartRoot(features, targets), features, targets, rows);
  return treeOfNodes(root, targets, features.columns);
}

function mlCartRoot(features: Matrix, targets: Targets): CartNode {
  if (targets.kind === "labels") {
    const tree = new DecisionTreeClassifier({ ...toTheEnd, gainFunction: "gini" });
    tree.train(features, Array.from(targets.labels));
    return tree.root;
  }
  const tree = new DecisionTreeRegression({ ...toTheEnd, gainFunction: "regression" });
  tree.train(features, secondOutput(targets));
  return tree.root;
}

function secondOutput({ values, stride, unit, numOutputs }: VectorTargets): number[] {
  if (numOutputs !== 2)
    throw new RangeError(`Expected two classes for ml-cart on soft labels, got ${numOutputs}`);
  return Array.from({ length: values.length / stride }, (_, row) => values[row * stride + 1]! * unit);
}

/** ml-cart sends `x < splitValue` to the left; here it is `x <= threshold`. */
function withRows(node: CartNode, features: Matrix, targets: Targets, rows: Uint32Array): GrownNode {
  const grown = grownNode(rows.length, targetSums(targets, rows));
  if (!node.left || !node.right) return grown;
  const [feature, splitValue] = [node.splitColumn!, node.splitValue!];
  const goesLeft = (row: number) => features.get(row, feature) < splitValue;
  const part = (child: CartNode, isIn: (row: number) => boolean) =>
    withRows(child, features, targets, rows.filter(isIn));
  const left = part(node.left, goesLeft);
  const right = part(node.right, (row) => !goesLeft(row));
  grown.split = { feature, threshold: justBelow(splitValue), left, right };
  return grown;
}

/** The next smaller double. */
function justBelow(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  const float = new Float64Array([value]);
  const bits = new BigInt64Array(float.buffer);
  bits[0]! += value > 0 ? -1n : 1n;
  return float[0]!;
}
