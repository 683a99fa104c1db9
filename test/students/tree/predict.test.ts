import { describe, expect, it } from "vitest";
import { softmax } from "../../../src/numeric/softmax.ts";
import { stream } from "../../../src/random/stream.ts";
import { leavesOf, treeLogits } from "../../../src/students/tree/predict.ts";
import type { Tree } from "../../../src/students/tree/tree.ts";
import { allIds, floats, grown, vectorCase } from "./cases.ts";

/** Feature 1 at 0.5, then on its right feature 0 at -2; leaves 1, 3, 4 of 4, 2 and 2 rows. */
const byHand: Tree = {
  numFeatures: 2,
  numOutputs: 3,
  unit: 0.25,
  feature: Int32Array.of(1, -1, 0, -1, -1),
  threshold: Float64Array.of(0.5, 0, -2, 0, 0),
  left: Uint32Array.of(1, 0, 3, 0, 0),
  samples: Uint32Array.of(8, 4, 4, 2, 2),
  gain: Float64Array.of(2, 0, 1, 0, 0),
  sums: Float64Array.of(8, 10, 14, 8, 4, 4, 0, 6, 10, 0, 4, 4, 0, 2, 6),
};

describe("leavesOf(tree, features, ids)", () => {
  const features = floats([
    [9, 0.5],
    [-2, 0.75],
    [-1.75, 0.75],
    [-Infinity, Infinity],
    [0, -0],
  ]);

  it("goes left where the feature is at most the threshold", () => {
    expect(Array.from(leavesOf(byHand, features, allIds(5)))).toEqual([1, 3, 4, 3, 1]);
  });

  it("asks the samples that are named, in that order, as often as they are", () => {
    expect(Array.from(leavesOf(byHand, features, Uint32Array.of(2, 0, 2)))).toEqual([4, 1, 4]);
    expect(leavesOf(byHand, features, Uint32Array.of()).length).toBe(0);
  });

  it("is the root where nothing is split", () => {
    const leaf = { ...byHand, feature: Int32Array.of(-1), left: Uint32Array.of(0) };
    expect(Array.from(leavesOf(leaf, features, allIds(2)))).toEqual([0, 0]);
  });
});

describe("treeLogits(tree, output, features, ids)", () => {
  const features = floats([
    [0, 0],
    [0, 1],
    [-3, 1],
  ]);
  // Means: 8 4 4 / 4, 0 4 4 / 2, 0 2 6 / 2, times 1/4: 1/2 1/4 1/4; 0 1/2 1/2 (sample 2); 0 1/4 3/4 (sample 1)
  const means = [
    [0.5, 0.25, 0.25],
    [0, 0.25, 0.75],
    [0, 0.5, 0.5],
  ];

  it("is T ln p of the mean of each sample's leaf, with p cut off at 1e-7, worked by hand", () => {
    for (const temperature of [1, 4]) {
      const logits = treeLogits(byHand, { targets: "probabilities", temperature }, features, allIds(3));
      // ln 1e-7 = -16.11809565095832
      const expected = means.flat().map((p) => temperature * (p === 0 ? -16.11809565095832 : Math.log(p)));
      expect(logits.length).toBe(9);
      logits.forEach((logit, at) => {
        expect(logit).toBeCloseTo(expected[at]!, 5);
      });
    }
  });

  it("is the mean itself where the targets are logits, whatever the temperature", () => {
    for (const temperature of [1, 4]) {
      const logits = treeLogits(byHand, { targets: "logits", temperature }, features, allIds(3));
      expect(Array.from(logits)).toEqual(means.flat());
    }
  });

  const rows = 40;
  const { normal } = stream(1, "teacher");
  const ownFeatures = floats(Array.from({ length: rows }, () => [normal(), normal()]));
  const teacher = Array.from({ length: rows }, () => Array.from({ length: 5 }, () => 1.5 * normal()));

  it.each([1, 2.5, 8, 20])(
    "gives back the teacher's logits but for a constant, grown to the end on its probabilities at T = %s",
    (temperature) => {
      const probs = teacher.map((logits) => Array.from(softmax(logits, temperature)));
      const tree = grown(vectorCase(ownFeatures, probs));
      const logits = treeLogits(tree, { targets: "probabilities", temperature }, ownFeatures, allIds(rows));
      teacher.forEach((row, sample) => {
        const own = logits.subarray(5 * sample, 5 * sample + 5);
        const shift = row.reduce((sum, z, k) => sum + z - own[k]!, 0) / 5;
        const smallest = Math.min(...probs[sample]!);
        // half a unit of 1 / 32,767 in the smallest p moves T ln p by T / 65,534 p
        const bound = (2 * temperature) / 65_534 / smallest + 1e-5;
        row.forEach((z, k) => {
          expect(Math.abs(own[k]! + shift - z)).toBeLessThan(bound);
        });
      });
    },
  );

  it("gives back the teacher's logits, grown to the end on them", () => {
    const tree = grown(vectorCase(ownFeatures, teacher));
    const logits = treeLogits(tree, { targets: "logits", temperature: 1 }, ownFeatures, allIds(rows));
    logits.forEach((logit, at) => {
      expect(Math.abs(logit - teacher.flat()[at]!)).toBeLessThanOrEqual(tree.unit * 0.51);
    });
  });

  it("takes logits of +-1e4 for targets as they are, and a teacher without a doubt for 0 and 1", () => {
    const extreme = [
      [1e4, -1e4],
      [-1e4, 1e4],
    ];
    const features = floats([[0], [1]]);
    const asLogits = grown(vectorCase(features, extreme));
    expect(
      Array.from(treeLogits(asLogits, { targets: "logits", temperature: 1 }, features, allIds(2))),
    ).toEqual([1e4, -1e4, -1e4, 1e4]);
    const asProbs = grown(
      vectorCase(
        features,
        extreme.map((logits) => Array.from(softmax(logits))),
      ),
    );
    const floor = Math.fround(-16.11809565095832);
    expect(
      Array.from(treeLogits(asProbs, { targets: "probabilities", temperature: 1 }, features, allIds(2))),
    ).toEqual([0, floor, floor, 0]);
  });
});
