import { describe, expect, it } from "vitest";
import {
  differences,
  movedAverages,
  type ReferenceSoftTreeLoss,
  referenceLeafLoss,
  referencePenalty,
  referencePrediction,
  referenceShares,
} from "./reference-soft-tree.ts";

const ln = Math.log;
/** Depth 2, one input: at x = 1 nodes 0, 1 and 2 go right with 3/4, 1/2 and 1/4. */
const tree = { depth: 2, inverseTemperature: 2 };
const weights = [
  [ln(3) / 2, 0, -ln(3) / 2],
  [0, 0, 0],
  [0, 0, ln(3), 0, 0, ln(3), ln(7), 0], // two classes: 1/2 1/2, 3/4 1/4, 1/4 3/4, 7/8 1/8
];
const sample = (x: number) => ({ features: [[x]], labels: [0], teacherLogits: [[0, 0]] });
// Leaves: 1/4 * 1/2, 1/4 * 1/2, 3/4 * 3/4, 3/4 * 1/4
const paths = [1 / 8, 1 / 8, 9 / 16, 3 / 16];

describe("referenceLeafLoss(loss, weights, samples)", () => {
  const hard: ReferenceSoftTreeLoss = {
    ...tree,
    temperature: 1,
    alpha: 0,
    labelSmoothing: 0,
    balancePenalty: 0,
  };

  it("weighs the cross entropy of each leaf by its path probability, worked by hand", () => {
    const [a, b, c, d] = paths as [number, number, number, number];
    const expected = -(a * ln(1 / 2) + b * ln(3 / 4) + c * ln(1 / 4) + d * ln(7 / 8));
    expect(referenceLeafLoss(hard, weights, sample(1))).toBeCloseTo(expected, 12);
  });

  it("is T^2 KL of each leaf for alpha 1, worked by hand", () => {
    // T = 2, teacher 1/2 1/2; leaf 0 alone is reached at x = -1000 (nodes 0 and 1 with biases that send left)
    const left = [
      [1, 1, 1],
      [0, 0, 0],
      [2 * ln(3), 0, 0, 0, 0, 0, 0, 0],
    ]; // softmax at T = 2: 3/4 1/4
    const soft = { ...hard, temperature: 2, alpha: 1 };
    const kl = 0.5 * ln(0.5 / 0.75) + 0.5 * ln(0.5 / 0.25);
    expect(referenceLeafLoss(soft, left, sample(-1000))).toBeCloseTo(4 * kl, 12);
  });
});

describe("referenceShares(tree, weights, samples) and referencePenalty(balancePenalty, shares)", () => {
  it("are eq. 4 and 5, worked by hand", () => {
    // x = 0 sends half right everywhere: node 2 is reached with 3/4 and 1/2, of which 1/4 and 1/2 go right.
    const both = {
      features: [[1], [0]],
      labels: [0, 0],
      teacherLogits: [
        [0, 0],
        [0, 0],
      ],
    };
    const shares = referenceShares(tree, weights, both);
    const expected = [5 / 8, 1 / 2, (3 / 16 + 1 / 4) / (5 / 4)];
    shares.forEach((share, node) => void expect(share).toBeCloseTo(expected[node]!, 12));
    const penalty = referencePenalty(0.2, [1 / 2, 1 / 4, 1 / 2]);
    expect(penalty).toBeCloseTo(-0.2 * ln(1 / 2) - (0.1 * (ln(1 / 4) + ln(3 / 4))) / 2 - 0.1 * ln(1 / 2), 12);
  });
});

describe("movedAverages(averages, shares)", () => {
  it("takes the first batch, then gives a batch the weight 2^-depth", () => {
    expect(movedAverages(null, [0.1, 0.2, 0.3])).toEqual([0.1, 0.2, 0.3]);
    expect(movedAverages([0.1, 0.2, 0.4], [0.5, 0.4, 0.8])).toEqual([
      0.5,
      0.5 * 0.2 + 0.5 * 0.4,
      0.5 * 0.4 + 0.5 * 0.8,
    ]);
  });
});

describe("differences(weights, value)", () => {
  it("are the slopes of a polynomial", () => {
    const [first, second] = differences([[2], [3, 5]], ([a, b]) => a![0]! ** 2 * b![0]! + b![1]!);
    expect(first![0]).toBeCloseTo(12, 8);
    expect(second![0]).toBeCloseTo(4, 8);
    expect(second![1]).toBeCloseTo(1, 8);
  });
});

describe("referencePrediction(tree, weights, x, classes, prediction)", () => {
  it("is the likeliest leaf's distribution, or the mean of all, worked by hand", () => {
    const likeliest = referencePrediction(tree, weights, [1], 2, "likeliest-leaf");
    expect(likeliest.map(Math.exp)[0]).toBeCloseTo(1 / 4, 12);
    const all = referencePrediction(tree, weights, [1], 2, "all-leaves");
    expect(Math.exp(all[0]!)).toBeCloseTo(1 / 8 / 2 + 3 / 4 / 8 + 9 / 16 / 4 + (3 / 16) * (7 / 8), 12);
  });
});
