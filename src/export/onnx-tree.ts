// A tree as one operator of ai.onnx.ml: TreeEnsembleClassifier with a single tree, whose leaves weigh each class by its logit.
import { float32AtMost } from "../numeric/float32-at-most.ts";
import { leafPredictions, type TreeOutput } from "../students/tree/predict.ts";
import { isLeaf, type Tree } from "../students/tree/tree.ts";
import type { LogitsGraph } from "./onnx.ts";

/**
 * The operator's first output, a label, goes nowhere: of two classes ONNX Runtime makes it from the sign of the second score
 * alone, not from the greater one.
 */
export function onnxTree(tree: Tree, output: TreeOutput): LogitsGraph {
  const attributes = [...nodeAttributes(tree), ...classAttributes(tree, output)];
  const operator = "TreeEnsembleClassifier";
  const outputs = ["label", "logits"];
  return {
    constants: [],
    nodes: [{ operator, domain: "ai.onnx.ml", inputs: ["features"], outputs, attributes }],
  };
}

function nodeAttributes(tree: Tree) {
  const nodes = [...tree.feature.keys()];
  const ints = (name: string, value: (node: number) => number) =>
    ({ name, kind: "ints", values: nodes.map(value) }) as const;
  /** In a leaf, where nobody asks, 0. */
  const ofSplit = (value: (node: number) => number) => (node: number) =>
    isLeaf(tree, node) ? 0 : value(node);
  return [
    ints("nodes_treeids", () => 0),
    ints("nodes_nodeids", (node) => node),
    ints(
      "nodes_featureids",
      ofSplit((node) => tree.feature[node]!),
    ),
    ints(
      "nodes_truenodeids",
      ofSplit((node) => tree.left[node]!),
    ),
    ints(
      "nodes_falsenodeids",
      ofSplit((node) => tree.left[node]! + 1),
    ),
    {
      name: "nodes_modes",
      kind: "strings",
      values: nodes.map((node) => (isLeaf(tree, node) ? "LEAF" : "BRANCH_LEQ")),
    },
    {
      name: "nodes_values",
      kind: "floats",
      values: nodes.map(ofSplit((node) => float32AtMost(tree.threshold[node]!))),
    },
  ] as const;
}

function classAttributes(tree: Tree, output: TreeOutput) {
  const classes = [...Array(tree.numOutputs).keys()];
  const leaves = Uint32Array.from(tree.feature.keys()).filter((node) => isLeaf(tree, node));
  const { logits } = leafPredictions(tree, output, leaves); // each leaf once: a row each, in their order
  const ofEach = (name: string, value: (leaf: number, k: number) => number) =>
    ({
      name,
      kind: "ints",
      values: Array.from(leaves).flatMap((leaf) => classes.map((k) => value(leaf, k))),
    }) as const;
  return [
    ofEach("class_treeids", () => 0),
    ofEach("class_nodeids", (leaf) => leaf),
    ofEach("class_ids", (_, k) => k),
    { name: "class_weights", kind: "floats", values: Array.from(logits) },
    { name: "classlabels_int64s", kind: "ints", values: classes },
    { name: "post_transform", kind: "string", value: "NONE" },
  ] as const;
}
