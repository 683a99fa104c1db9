import { describe, expect, it } from "vitest";
import { halfCircles, moonPoints, moonsDataset } from "../../src/data/moons.ts";
import { stream } from "../../src/random/stream.ts";

const spec = { name: "moons", n: 100, validation: 50, test: 200, noise: 0.3, seed: 1 } as const;

describe("halfCircles(n)", () => {
  it("gives the points of scikit-learn", () => {
    // sklearn.datasets.make_moons(7, shuffle=False, noise=None)[0], scikit-learn 1.9.1: 3 outer, 4 inner points
    const expected = [
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, 0.5],
      [0.5, -0.366025404],
      [1.5, -0.366025404],
      [2, 0.5],
    ];
    expect(halfCircles(7).to2DArray().length).toBe(7);
    halfCircles(7)
      .to2DArray()
      .flat()
      .forEach((value, index) => {
        expect(value).toBeCloseTo(expected.flat()[index]!, 9);
      });
  });

  it("has points for one and two samples", () => {
    expect(halfCircles(1).to2DArray()).toEqual([[0, 0.5]]);
    expect(halfCircles(2).to2DArray()).toEqual([
      [1, 0],
      [0, 0.5],
    ]);
  });
});

describe("moonPoints(n, noise, random)", () => {
  it("shuffles the half circles and keeps each point's label", () => {
    const { points, labels } = moonPoints(41, 0, stream(1));
    const clean = halfCircles(41).to2DArray();
    const found = points
      .to2DArray()
      .map((point) => clean.findIndex(([x, y]) => x === point[0] && y === point[1]));
    expect([...found].sort((a, b) => a - b)).toEqual(clean.map((_, row) => row));
    expect(found).not.toEqual(clean.map((_, row) => row));
    expect(Array.from(labels)).toEqual(found.map((row) => (row < 20 ? 0 : 1)));
  });

  it("adds Gaussian noise of the given standard deviation to each coordinate", () => {
    const n = 20_000;
    const clean = moonPoints(n, 0, stream(2, "same"));
    const noisy = moonPoints(n, 0.3, stream(2, "same"));
    for (const column of [0, 1]) {
      const noise = noisy.points.getColumn(column).map((value, row) => value - clean.points.get(row, column));
      const deviation = Math.sqrt(noise.reduce((sum, value) => sum + value * value, 0) / n);
      expect(Math.abs(deviation - 0.3)).toBeLessThan(4 * (0.3 / Math.sqrt(2 * n)));
    }
  });
});

describe("moonsDataset(spec)", () => {
  it("lays out train, validation and test one after another, in shared memory", () => {
    const dataset = moonsDataset(spec);
    expect(dataset).toMatchObject({ name: "moons", inputShape: [2], numClasses: 2 });
    expect(dataset.splits.train).toEqual(Uint32Array.from({ length: 100 }, (_, i) => i));
    expect(dataset.splits.validation).toEqual(Uint32Array.from({ length: 50 }, (_, i) => 100 + i));
    expect(dataset.splits.test).toEqual(Uint32Array.from({ length: 200 }, (_, i) => 150 + i));
    expect(dataset.features.values.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(dataset.labels.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(dataset.features.values.length).toBe(700);
  });

  it("balances the classes within each split", () => {
    const { labels, splits } = moonsDataset(spec);
    const ones = Object.values(splits).map((ids) => ids.reduce((sum, id) => sum + labels[id]!, 0));
    expect(ones).toEqual([50, 25, 100]);
  });

  it("keeps the test points when the training set grows", () => {
    const test = (n: number) => {
      const { features, splits } = moonsDataset({ ...spec, n });
      return features.values.subarray(2 * splits.test[0]!);
    };
    expect(test(10)).toEqual(test(1000));
  });

  it("is a function of spec and seed", () => {
    expect(moonsDataset(spec).hash).toBe(moonsDataset(spec).hash);
    expect(moonsDataset({ ...spec, seed: 2 }).hash).not.toBe(moonsDataset(spec).hash);
    expect(moonsDataset({ ...spec, noise: 0.31 }).hash).not.toBe(moonsDataset(spec).hash);
  });
});
