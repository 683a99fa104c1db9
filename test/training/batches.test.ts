import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Dataset } from "../../src/data/dataset.ts";
import { batchFeatures, epochBatches, oneHotLabels, transposed } from "../../src/training/batches.ts";
import { hasStopped, recordEpoch } from "../../src/training/early-stop.ts";

describe("epochBatches(ids, batchSize, seed, epoch)", () => {
  it("holds each id once, in batches of the size, padded to whole sixteens", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 70 }), (count, batchSize) => {
        const ids = Uint32Array.from({ length: count }, (_, i) => 1000 + 3 * i);
        const batches = epochBatches(ids, batchSize, 1, 2);
        const real = batches.flatMap((batch) => Array.from(batch.ids.subarray(0, batch.rows)));
        expect(real.sort((a, b) => a - b)).toEqual(Array.from(ids));
        expect(batches.slice(0, -1).every(({ rows }) => rows === batchSize)).toBe(true);
        expect(batches.every((batch) => batch.ids.length % 16 === 0)).toBe(true);
      }),
    );
  });

  it("has an order that belongs to the seed and the epoch", () => {
    const ids = Uint32Array.from({ length: 100 }, (_, i) => i);
    const order = (seed: number, epoch: number) => Array.from(epochBatches(ids, 100, seed, epoch)[0]!.ids);
    expect(order(1, 1)).toEqual(order(1, 1));
    expect(order(1, 1)).not.toEqual(order(1, 2));
    expect(order(1, 1)).not.toEqual(order(2, 1));
  });

  it("goes through few ids again and again, each pass in an order of its own, until the rows are there", () => {
    const ids = Uint32Array.of(3, 5, 8);
    const batches = epochBatches(ids, 4, 1, 1, "student", 8);
    const real = batches.flatMap((batch) => Array.from(batch.ids.subarray(0, batch.rows)));
    expect(real).toHaveLength(8);
    for (const pass of [real.slice(0, 3), real.slice(3, 6)]) expect(pass.toSorted()).toEqual([3, 5, 8]);
    expect(new Set(real.slice(6)).size).toBe(2);
    const longer = Uint32Array.from({ length: 50 }, (_, id) => id);
    const [first, second] = epochBatches(longer, 50, 1, 1, "student", 100);
    expect(second!.ids).not.toEqual(first!.ids);
  });
});

/** Two samples; columns are left out by the reader, not by what the dataset says of itself. */
function demo(features: Dataset["features"], width: number): Dataset {
  return {
    name: "demo",
    inputShape: [width],
    numClasses: 3,
    features,
    columns: null,
    labels: Uint8Array.of(2, 0),
    splits: { train: Uint32Array.of(0, 1), validation: new Uint32Array(), test: new Uint32Array() },
    hash: "",
  };
}

describe("batchFeatures(dataset, ids) and oneHotLabels(labels, numClasses, ids)", () => {
  it("scale bytes by 1/255 and set one 1 a row", () => {
    const dataset = demo({ kind: "bytes", values: Uint8Array.of(0, 255, 51, 102) }, 2);
    const ids = Uint32Array.of(1, 0);
    expect(batchFeatures(dataset, ids)).toEqual(Float32Array.of(0.2, 0.4, 0, 1));
    expect(oneHotLabels(dataset.labels, dataset.numClasses, ids)).toEqual(Float32Array.of(1, 0, 0, 0, 0, 1));
  });

  it("take floats as they are", () => {
    const dataset = demo({ kind: "floats", values: Float32Array.of(-1, 2, 3, 300) }, 2);
    expect(batchFeatures(dataset, Uint32Array.of(1, 1, 0))).toEqual(Float32Array.of(3, 300, 3, 300, -1, 2));
  });
});

describe("transposed(matrix, columns)", () => {
  it("turns rows into columns, worked by hand", () => {
    // 1 2 3 / 4 5 6 -> 1 4 / 2 5 / 3 6
    expect(transposed(Float32Array.of(1, 2, 3, 4, 5, 6), 3)).toEqual(Float32Array.of(1, 4, 2, 5, 3, 6));
  });

  it("is undone by itself", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), (rows, columns) => {
        const matrix = Float32Array.from({ length: rows * columns }, (_, i) => i);
        expect(transposed(transposed(matrix, columns), rows)).toEqual(matrix);
      }),
    );
  });
});

describe("recordEpoch(choice, accuracy, patience) and hasStopped(choice, patience)", () => {
  it("keep the first best epoch and stop after `patience` epochs without a rise", () => {
    const choice = { curve: [] as number[], keptEpoch: 0 };
    const better = [0.5, 0.7, 0.7, 0.6].map((accuracy) => recordEpoch(choice, accuracy, 2));
    expect(better).toEqual([true, true, false, false]);
    expect(choice.keptEpoch).toBe(2);
    expect(hasStopped(choice, 2)).toBe(true);
    expect(hasStopped(choice, 3)).toBe(false);
  });

  it("keep the last epoch where there is no patience", () => {
    const choice = { curve: [] as number[], keptEpoch: 0 };
    for (const accuracy of [0.9, 0.1]) recordEpoch(choice, accuracy, undefined);
    expect(choice.keptEpoch).toBe(2);
    expect(hasStopped(choice, undefined)).toBe(false);
  });
});
