import type { Features } from "../../data/dataset.ts";
import { logitsOfProbabilities } from "../../metrics/logits-of-probabilities.ts";
import { isLeaf, type Tree } from "./tree.ts";

/** The leaf of each of the samples `ids` of `features` `[*, numFeatures]`. */
export function leavesOf(tree: Tree, { values }: Pick<Features, "values">, ids: Uint32Array): Uint32Array {
  const { numFeatures, feature, threshold, left } = tree;
  return ids.map((id) => {
    const first = id * numFeatures;
    let node = 0;
    while (!isLeaf(tree, node)) {
      const goesRight = values[first + feature[node]!]! > threshold[node]!;
      node = left[node]! + (goesRight ? 1 : 0);
    }
    return node;
  });
}

/** What the values of a tree are. */
export interface TreeOutput {
  readonly targets: "probabilities" | "logits";
  /** At which the probabilities were taken: 1 for hard labels. */
  readonly temperature: number;
}

/** Logits of the leaves that samples reach, at temperature 1. */
export interface LeafPredictions {
  /** `[distinct leaves, classes]` */
  readonly logits: Float32Array;
  /** Of each sample its row of `logits`. */
  readonly rows: Uint32Array;
}

/**
 * Probabilities p at temperature T are those of the logits T ln p, so a tree that reproduces its teacher's at T has its
 * teacher's logits, but for a constant. `leaves`: of each sample.
 */
export function leafPredictions(tree: Tree, output: TreeOutput, leaves: Uint32Array): LeafPredictions {
  const places = new Map<number, number>();
  const rows = leaves.map((leaf) => {
    const place = places.get(leaf) ?? places.size;
    places.set(leaf, place);
    return place;
  });
  const { numOutputs, sums, samples, unit } = tree;
  const values = new Float64Array(places.size * numOutputs);
  for (const [leaf, place] of places) {
    for (let k = 0; k < numOutputs; k++) {
      values[place * numOutputs + k] = (sums[leaf * numOutputs + k]! / samples[leaf]!) * unit;
    }
  }
  return { logits: valueLogits(values, output), rows };
}

/** `[ids.length, classes]` at temperature 1. */
export function treeLogits(
  tree: Tree,
  output: TreeOutput,
  features: Pick<Features, "values">,
  ids: Uint32Array,
): Float32Array {
  return expanded(tree, leafPredictions(tree, output, leavesOf(tree, features, ids)));
}

/** A row for each sample. */
export function expanded({ numOutputs }: Tree, { logits, rows }: LeafPredictions): Float32Array {
  const all = new Float32Array(rows.length * numOutputs);
  rows.forEach((row, sample) => {
    all.set(logits.subarray(row * numOutputs, (row + 1) * numOutputs), sample * numOutputs);
  });
  return all;
}

function valueLogits(values: Float64Array, { targets, temperature }: TreeOutput): Float32Array {
  if (targets === "logits") return Float32Array.from(values);
  const logits = logitsOfProbabilities(values);
  return temperature === 1 ? logits : logits.map((logit) => temperature * logit);
}
