// A soft decision tree as a JavaScript module without dependencies: the weights as base64, the paths level by level.
import { probabilityFloor } from "../metrics/logits-of-probabilities.ts";
import { innerNodesOf, leavesOf, type SoftTreeShape } from "../students/soft-tree-weights.ts";
import type { SoftTreeStudentSpec } from "../study/schema.ts";
import { javascriptFloats } from "./javascript-floats.ts";
import type { ExportedWeights } from "./stored-student.ts";

export interface ExportedSoftTree
  extends SoftTreeShape,
    Pick<SoftTreeStudentSpec, "inverseTemperature" | "prediction"> {
  /** Filters `[inputs, inner]`, biases `[inner]`, logits of the leaves `[leaves, classes]`. */
  readonly weights: ExportedWeights;
}

/** What a prediction makes of the paths to the leaves; the logits are log probabilities. */
const predictions: Readonly<Record<ExportedSoftTree["prediction"], string>> = {
  "likeliest-leaf": `  const likeliest = paths.indexOf(Math.max(...paths));
  return Float32Array.from(leafLogits(likeliest));`,
  "all-leaves": `  const mean = new Float64Array(outputs);
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
  const [filters, biases, leaves] = weights;
  return `const [inputs, inner, outputs] = [${inputs}, ${inner}, ${numClasses}];
/** [inputs, inner] */
const filters = ${javascriptFloats([filters!])};
const biases = ${javascriptFloats([Float64Array.from(biases!)])};
/** Logits [${leavesOf(depth)}, outputs]. */
const leaves = ${javascriptFloats([leaves!])};

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
  const sums = biases.slice();
  for (let i = 0; i < inputs; i++) {
    for (let node = 0; node < inner; node++) sums[node] += features[i] * filters[i * inner + node];
  }
  return sums.map((sum) => 1 / (1 + Math.exp(-${inverseTemperature} * sum)));
}

/** Log probabilities. */
function leafLogits(leaf) {
  const values = Array.from(leaves.subarray(leaf * outputs, (leaf + 1) * outputs));
  const largest = Math.max(...values);
  const sum = values.reduce((total, value) => total + Math.exp(value - largest), 0);
  return values.map((value) => value - largest - Math.log(sum));
}
`;
}
