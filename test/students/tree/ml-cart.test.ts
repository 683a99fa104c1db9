import { DecisionTreeClassifier } from "ml-cart";
import { Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { featureMatrix } from "../../../src/data/feature-matrix.ts";
import { argmax } from "../../../src/numeric/argmax.ts";
import { stream } from "../../../src/random/stream.ts";
import { growByMlCart } from "../../../src/students/tree/ml-cart.ts";
import { leavesOf } from "../../../src/students/tree/predict.ts";
import { type LabelTargets, labelTargets, vectorTargets } from "../../../src/students/tree/targets.ts";
import { isLeaf, nodeValue, treeSize } from "../../../src/students/tree/tree.ts";
import { allIds, columnsOf, floats, grown, labelCase, randomCase } from "./cases.ts";

interface Predictor {
  predict(features: Matrix): number[];
}

const labels = (...own: readonly number[]) => labelTargets(Uint8Array.from(own), 2);

describe("growByMlCart(features, targets) on hard labels", () => {
  it("splits one feature between the classes: one cut, two pure leaves", () => {
    const tree = growByMlCart(new Matrix([[0], [1], [4], [5]]), labels(0, 0, 1, 1));
    // ml-cart asks for x < 2.5: the threshold of <= is the double before
    expect(columnsOf(tree)).toEqual({
      feature: [0, -1, -1],
      threshold: [2.5 - 2 ** -51, 0, 0],
      left: [1, 0, 0],
      samples: [4, 2, 2],
      sums: [2, 2, 2, 0, 0, 2],
    });
    expect(Array.from(tree.gain)).toEqual([2, 0, 0]); // 4 rows, 2 * 1/2 * 1/2 each
  });

  it("is one leaf for a single class", () => {
    expect(treeSize(growByMlCart(new Matrix([[0], [1]]), labels(1, 1)))).toEqual({ leaves: 1, depth: 0 });
  });

  it("is one leaf on the four points of XOR, which the exact tree splits", () => {
    const points = [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ];
    const tree = growByMlCart(new Matrix(points), labels(0, 1, 1, 0));
    expect(treeSize(tree)).toEqual({ leaves: 1, depth: 0 });
    expect(Array.from(nodeValue(tree, 0))).toEqual([0.5, 0.5]);
    expect(treeSize(grown(labelCase(floats(points), [0, 1, 1, 0], 2)))).toEqual({ leaves: 4, depth: 2 });
  });

  it("sends a value that equals ml-cart's to the right, as ml-cart does, and splits at 0 and below", () => {
    // ml-cart's value is halfway between two neighbours: -1 and 1 give 0, -3 and -1 give -2
    for (const [below, above] of [
      [-1, 1],
      [-3, -1],
      [1, 3],
    ] as const) {
      const tree = growByMlCart(new Matrix([[below], [above]]), labels(0, 1));
      const between = (below + above) / 2;
      const inside = [between, between - 1e-6, above].map((value) => [value]);
      expect(Array.from(leavesOf(tree, { values: Float32Array.from(inside.flat()) }, allIds(3)))).toEqual([
        2, 1, 2,
      ]);
      expect(tree.threshold[0]).toBeLessThan(between);
    }
  });

  it("predicts what ml-cart predicts, on its own rows and on others, and counts its rows in every node", () => {
    const one = randomCase({ rows: 80, numFeatures: 3, levels: null, outputs: 2, kind: "labels" }, 1);
    const own = (one.targets as LabelTargets).labels;
    const features = featureMatrix(one.features.values, one.numFeatures, one.ids);
    const tree = growByMlCart(features, one.targets);
    const options = { gainFunction: "gini", minNumSamples: 1, gainThreshold: -1 } as const;
    const peer = new DecisionTreeClassifier(options) as DecisionTreeClassifier & Predictor;
    peer.train(features, Array.from(own));
    expect(treeSize(tree).leaves).toBeGreaterThan(10);
    const all = allIds(160); // those that took part and as many others
    const leaves = leavesOf(tree, one.features, all);
    const classes = Array.from(leaves, (leaf) => argmax(nodeValue(tree, leaf), 0, 2));
    expect(classes).toEqual(peer.predict(featureMatrix(one.features.values, one.numFeatures, all)));
    tree.feature.forEach((feature, node) => {
      expect(tree.sums[2 * node]! + tree.sums[2 * node + 1]!).toBe(tree.samples[node]);
      const left = tree.left[node]!;
      if (feature !== -1) expect(tree.samples[left]! + tree.samples[left + 1]!).toBe(tree.samples[node]);
    });
  });
});

describe("growByMlCart(features, targets) on soft labels", () => {
  const rows = 60;
  const { normal, uniform } = stream(1, "points");
  const points = Array.from({ length: rows }, () => [normal(), normal()]);
  const probs = Array.from({ length: rows }, uniform);
  const targets = vectorTargets(Float32Array.from(probs.flatMap((p) => [1 - p, p])), 2);

  it("grows to the end: each training point gets exactly its target back, to half a unit the teacher's", () => {
    const tree = growByMlCart(new Matrix(points), targets);
    expect(treeSize(tree).leaves).toBe(rows);
    leavesOf(
      tree,
      { values: Float64Array.from(points.flat()) as unknown as Float32Array },
      allIds(rows),
    ).forEach((leaf, row) => {
      const own = [0, 1].map((k) => targets.values[row * targets.stride + k]! * targets.unit);
      expect(Array.from(nodeValue(tree, leaf))).toEqual(own);
      expect(Math.abs(own[1]! - probs[row]!)).toBeLessThanOrEqual(targets.unit * 0.51);
    });
  });

  it("has the mean of our targets in every node, both classes, not ml-cart's own", () => {
    const tree = growByMlCart(new Matrix(points), targets);
    tree.feature.forEach((_, node) => {
      const [first, second] = nodeValue(tree, node) as unknown as [number, number];
      // each pair of targets adds up to 1 within a unit
      expect(Math.abs(first + second - 1)).toBeLessThanOrEqual(targets.unit);
      if (!isLeaf(tree, node)) expect(tree.samples[node]).toBeGreaterThan(1);
    });
    const whole = probs.reduce((sum, p) => sum + p, 0) / rows;
    expect(nodeValue(tree, 0)[1]).toBeCloseTo(whole, 4);
  });

  it("refuses more than two classes", () => {
    const three = vectorTargets(new Float32Array(6), 3);
    expect(() => growByMlCart(new Matrix([[0], [1]]), three)).toThrow(
      new RangeError("Expected two classes for ml-cart on soft labels, got 3"),
    );
  });
});
