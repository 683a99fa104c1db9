import { Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { stream } from "../../src/random/stream.ts";
import { growClassificationTree, growRegressionTree, treeProbs, treeShape } from "../../src/students/tree.ts";

describe("growClassificationTree(features, labels, numClasses)", () => {
  it("splits one feature between the classes: one cut, two pure leaves", () => {
    const tree = growClassificationTree(new Matrix([[0], [1], [4], [5]]), [0, 0, 1, 1], 2);
    expect(tree).toEqual({ feature: 0, threshold: 2.5, left: { probs: [1, 0] }, right: { probs: [0, 1] } });
    expect(treeShape(tree)).toEqual({ leaves: 2, depth: 1 });
  });

  it("is one leaf for a single class", () => {
    expect(treeShape(growClassificationTree(new Matrix([[0], [1]]), [1, 1], 2))).toEqual({
      leaves: 1,
      depth: 0,
    });
  });
});

describe("growRegressionTree(features, probs)", () => {
  it("grows to the end: each training point of its own value gets exactly that value back", () => {
    const { normal, uniform } = stream(1, "points");
    const features = new Matrix(Array.from({ length: 60 }, () => [normal(), normal()]));
    const probs = Array.from({ length: 60 }, uniform);
    const tree = growRegressionTree(features, probs);
    expect(treeShape(tree).leaves).toBe(60);
    probs.forEach((prob, row) => {
      expect(treeProbs(tree, features.getRow(row))).toEqual([1 - prob, prob]);
    });
  });
});
