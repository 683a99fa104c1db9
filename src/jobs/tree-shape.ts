// What a row keeps of a tree for the figures of a report.
import type { Dataset } from "../data/dataset.ts";
import type { DrawnNode, FeatureUse, TreeShape } from "../results/row.ts";
import { isLeaf, nodeValue, type Tree, treeSize } from "../students/tree/tree.ts";

/** A deeper tree has more leaves than a picture has room for. */
const deepestDrawn = 3;

export function treeShape(tree: Tree, { inputShape }: Pick<Dataset, "inputShape">): TreeShape {
  const size = treeSize(tree);
  return {
    ...size,
    featureUse: featureUse(tree, inputShape),
    drawing: size.depth <= deepestDrawn ? drawnNode(tree, 0) : null,
  };
}

/** A feature's share of all that the splits gain: what scikit-learn calls its importance. */
function featureUse(tree: Tree, shape: readonly number[]): FeatureUse | null {
  const gains = new Float64Array(tree.numFeatures);
  tree.feature.forEach((feature, node) => {
    if (feature !== -1) gains[feature]! += tree.gain[node]!;
  });
  const all = gains.reduce((sum, gain) => sum + gain, 0);
  const most = gains.reduce((largest, gain) => Math.max(largest, gain), 0);
  if (most === 0) return null;
  const levels = Uint8Array.from(gains, (gain) => Math.round(255 * Math.sqrt(gain / most)));
  return { shape, largest: rounded(most / all), levelsBase64: Buffer.from(levels).toString("base64") };
}

function drawnNode(tree: Tree, node: number): DrawnNode {
  const samples = tree.samples[node]!;
  if (isLeaf(tree, node)) return { samples, value: Array.from(nodeValue(tree, node), rounded) };
  const left = tree.left[node]!;
  return {
    samples,
    feature: tree.feature[node]!,
    threshold: tree.threshold[node]!,
    left: drawnNode(tree, left),
    right: drawnNode(tree, left + 1),
  };
}

const rounded = (value: number) => Math.round(value * 10_000) / 10_000;
