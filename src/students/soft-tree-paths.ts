// From the branches of a soft decision tree's inner nodes to the path probabilities of its leaves, and back: one level at
// a time, all lanes at once. Sums and products only, of numbers from 0 to 1: nothing here can be infinite or NaN, however
// saturated a filter is.
import type { Tensor, Tensor3D, Tensor4D } from "@tensorflow/tfjs-core";
import type { Tf } from "../engine/engine.ts";
import { innerNodesOf, leavesOf } from "./soft-tree-weights.ts";

export interface Paths {
  /** Of each inner node, its right branch: `[lanes, inner, 1, rows]` */
  readonly right: Tensor4D;
  /** Path probability of each leaf, times the root's: `[lanes, leaves, rows]` */
  readonly leaves: Tensor3D;
}

/** `probabilities`: of each inner node's right branch `[lanes, inner, rows]`; `root` `[1, 1, 1, rows]`: the weight of each row. */
export function pathsOf(tf: Tf, probabilities: Tensor3D, root: Tensor4D, depth: number): Paths {
  const [lanes, , rows] = probabilities.shape;
  const right = tf.expandDims(probabilities, 2) as Tensor4D;
  const branches = tf.abs(tf.sub(pair(tf, 1, 0), right)); // 1 - p and p: [lanes, inner, 2, rows]
  let nodes: Tensor = root;
  for (let level = 0; level < depth; level++) {
    const ofLevel = tf.slice(branches, [0, innerNodesOf(level), 0, 0], [-1, leavesOf(level), -1, -1]);
    nodes = tf.reshape(tf.mul(ofLevel, nodes), [lanes, leavesOf(level + 1), 1, rows]);
  }
  return { right, leaves: tf.reshape(nodes, [lanes, leavesOf(depth), rows]) };
}

/**
 * Gradient on what the sigmoids were given, `[lanes, inner, rows]`. `shares`: of each leaf and row its path probability
 * times the gradient on it, its part in the loss `[lanes, leaves, rows]`. With U of a node the sum over the leaves below
 * it and p the probability of the right branch it is (1 - p) U_right - p U_left: no quotient, though
 * P p (1 - p) (dP_right - dP_left) is meant.
 */
export function branchGradient(tf: Tf, { right }: Paths, shares: Tensor3D, depth: number): Tensor3D {
  const [lanes, , rows] = shares.shape;
  const levels: Tensor4D[] = [];
  let nodes: Tensor = shares;
  for (let level = depth - 1; level >= 0; level--) {
    const pairs = tf.reshape(nodes, [lanes, leavesOf(level), 2, rows]) as Tensor4D;
    levels.unshift(pairs);
    if (level > 0) nodes = tf.sum(pairs, 2);
  }
  const weights = tf.sub(pair(tf, 0, 1), right); // -p and 1 - p
  return tf.sum(tf.mul(tf.concat(levels, 1), weights), 2);
}

const pair = (tf: Tf, left: number, right: number) => tf.tensor4d([left, right], [1, 1, 2, 1]);
