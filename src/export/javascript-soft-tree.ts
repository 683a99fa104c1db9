// A soft decision tree as a JavaScript module without dependencies: the weights as base64, the paths level by level.
import { probabilityFloor } from "../metrics/logits-of-probabilities.ts";
import type { LaneWeights } from "../students/lane-weights.ts";
import { innerNodesOf, leavesOf, type SoftTreeShape } from "../students/soft-tree-weights.ts";
import type { SoftTreeStudentSpec } from "../study/schema.ts";
import { javascriptFloats } from "./javascript-floats.ts";

export interface ExportedSoftTree
  extends SoftTreeShape,
    Pick<SoftTreeStudentSpec, "inverseTemperature" | "prediction"> {
  /** Filters `[inputs, inner]`, biases `[inner]`, logits of the leaves `[leaves, classes]`. */
  readonly weights: LaneWeights;
}

/** What a prediction makes of the paths to the leaves; the logits are log probabilities. */
const predictions: Readonly<Record<ExportedSoftTree["prediction"], string>> = {
  "likeliest-leaf": `  const likeliest = paths.indexOf(Math.max(...paths));
  return Float32Array.from(leafLogits(likeliest));`,
  "all-leaves": `  const mean = new Float64Array(classes);
  paths.forEach((path, leaf) => {
    leafLogits(leaf).forEach((logit, k) => {
      mean[k] += path * Math.exp(logit);
    });
  });
  return Float32Array.from(mean, (probability) => Math.log(Math.max(probability, ${probabilityFloor})));`,
};

export function javascriptSoftTree(tree: ExportedSoftTree): string {
  const { inputs, depth, numClasses, inverseTemperature, prediction, weights } = tree;
  const inner = innerNodesOf(depth);
  return `const [inputs, inner, classes] = [${inputs}, ${inner}, ${numClasses}];
/** Filters [inputs, inner], biases [inner], logits of the leaves [${leavesOf(depth)}, classes]. */
const weights = ${javascriptFloats(weights)};
const biases = inputs * inner;
const leaves = biases + inner;

/** ${inputs} features -> ${numClasses} logits. */
export function logits(features) {
  const rights = rightBranches(features);
  let paths = [1];
  while (paths.length <= inner) {
    const first = paths.length - 1;
    paths = paths.flatMap((path, place) => {
      const right = rights[first + place];
      return [path * (1 - right), path * right];
    });
  }
${predictions[prediction]}
}

/** Of each inner node, the probability that it sends a sample to the right. */
function rightBranches(features) {
  const sums = Float64Array.from(weights.subarray(biases, leaves));
  for (let i = 0; i < inputs; i++) {
    for (let node = 0; node < inner; node++) sums[node] += features[i] * weights[i * inner + node];
  }
  return sums.map((sum) => 1 / (1 + Math.exp(-${inverseTemperature} * sum)));
}

/** Log probabilities. */
function leafLogits(leaf) {
  const values = Array.from(weights.subarray(leaves + leaf * classes, leaves + (leaf + 1) * classes));
  const largest = Math.max(...values);
  const sum = values.reduce((total, value) => total + Math.exp(value - largest), 0);
  return values.map((value) => value - largest - Math.log(sum));
}
`;
}
