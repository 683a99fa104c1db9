// A soft decision tree as ONNX's operators: all filters as one product, then the paths to all leaves level by level, each
// multiplied out from the root as in training (src/students/soft-tree-paths.ts).
import type { OnnxConstant, OnnxNode } from "../formats/onnx.ts";
import { probabilityFloor } from "../metrics/logits-of-probabilities.ts";
import { logSoftmaxRow } from "../numeric/log-softmax.ts";
import { innerNodesOf, leavesOf } from "../students/soft-tree-weights.ts";
import type { ExportedSoftTree } from "./javascript-soft-tree.ts";
import type { LogitsGraph } from "./onnx.ts";

export function onnxSoftTree(tree: ExportedSoftTree): LogitsGraph {
  const { constants, nodes } = branches(tree);
  const levels = Array.from({ length: tree.depth }, (_, level) => pathsOfLevel(tree.depth, level));
  const predicted = tree.prediction === "likeliest-leaf" ? likeliestLeaf(tree) : allLeaves(tree);
  const parts = [...levels, predicted];
  return {
    constants: [...constants, ...parts.flatMap((part) => part.constants)],
    nodes: [...nodes, ...parts.flatMap((part) => part.nodes)],
  };
}

/** Probabilities of the left branches of all inner nodes, then of the right ones: `[N, 2 inner]`. */
function branches({ depth, inputs, inverseTemperature, weights }: ExportedSoftTree): LogitsGraph {
  const inner = innerNodesOf(depth);
  const [filters, biases] = weights;
  return {
    constants: [
      { name: "filters", shape: [inputs, inner], values: Float32Array.from(filters!) },
      { name: "biases", shape: [inner], values: Float32Array.from(biases!) },
      { name: "inverse_temperature", shape: [1], values: Float32Array.of(inverseTemperature) },
      { name: "one", shape: [1], values: Float32Array.of(1) },
    ],
    nodes: [
      { operator: "Gemm", inputs: ["features", "filters", "biases"], outputs: ["sums"] },
      { operator: "Mul", inputs: ["sums", "inverse_temperature"], outputs: ["steep_sums"] },
      { operator: "Sigmoid", inputs: ["steep_sums"], outputs: ["right"] },
      { operator: "Sub", inputs: ["one", "right"], outputs: ["left"] },
      { operator: "Concat", inputs: ["left", "right"], outputs: ["branches"], attributes: [axis(1)] },
    ],
  };
}

/** `paths_1` ... `paths_depth`: of each leaf the probability of its path down to that level, `[N, leaves]`. */
function pathsOfLevel(depth: number, level: number): LogitsGraph {
  const taken = Array.from({ length: leavesOf(depth) }, (_, leaf) => branchOf(depth, level, leaf));
  const [places, branch] = [`branches_of_${level + 1}`, level === 0 ? "paths_1" : `branch_${level + 1}`];
  const gather: OnnxNode = {
    operator: "Gather",
    inputs: ["branches", places],
    outputs: [branch],
    attributes: [axis(1)],
  };
  const multiply = {
    operator: "Mul",
    inputs: [`paths_${level}`, branch],
    outputs: [`paths_${level + 1}`],
  };
  return {
    constants: [{ name: places, shape: [taken.length], values: BigInt64Array.from(taken, BigInt) }],
    nodes: level === 0 ? [gather] : [gather, multiply],
  };
}

/** The place among the branches of the one that the path to a leaf takes at a level; bits of a leaf's number, 1 for right. */
function branchOf(depth: number, level: number, leaf: number): number {
  const node = innerNodesOf(level) + (leaf >> (depth - level));
  const goesRight = (leaf >> (depth - level - 1)) & 1;
  return node + goesRight * innerNodesOf(depth);
}

/** Of equally likely ones the first, as ArgMax has it. */
function likeliestLeaf(tree: ExportedSoftTree): LogitsGraph {
  return {
    constants: [leafConstant("leaf_logits", tree, (logProb) => logProb)],
    nodes: [
      {
        operator: "ArgMax",
        inputs: [`paths_${tree.depth}`],
        outputs: ["likeliest"],
        attributes: [axis(1), { name: "keepdims", kind: "int", value: 0 }],
      },
      { operator: "Gather", inputs: ["leaf_logits", "likeliest"], outputs: ["logits"] },
    ],
  };
}

function allLeaves(tree: ExportedSoftTree): LogitsGraph {
  return {
    constants: [
      leafConstant("leaf_probabilities", tree, Math.exp),
      { name: "floor", shape: [1], values: Float32Array.of(probabilityFloor) },
    ],
    nodes: [
      { operator: "MatMul", inputs: [`paths_${tree.depth}`, "leaf_probabilities"], outputs: ["mean"] },
      { operator: "Max", inputs: ["mean", "floor"], outputs: ["floored"] },
      { operator: "Log", inputs: ["floored"], outputs: ["logits"] },
    ],
  };
}

/** Made of the log probabilities of each leaf. */
function leafConstant(
  name: string,
  { depth, numClasses, weights }: ExportedSoftTree,
  made: (logProb: number) => number,
): OnnxConstant {
  const [, , leaves] = weights;
  const values = new Float32Array(leaves!.length);
  const logProbs = new Float64Array(numClasses);
  for (let first = 0; first < values.length; first += numClasses) {
    logSoftmaxRow(leaves!, first, logProbs);
    values.set(logProbs.map(made), first);
  }
  return { name, shape: [leavesOf(depth), numClasses], values };
}

const axis = (value: number) => ({ name: "axis", kind: "int", value }) as const;
