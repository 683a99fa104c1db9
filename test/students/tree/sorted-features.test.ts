import { describe, expect, it } from "vitest";
import {
  newValue,
  rowBits,
  type SortedFeatures,
  sortedFeatures,
} from "../../../src/students/tree/sorted-features.ts";
import { allIds, bytes, type CaseShape, floats, randomCase } from "./cases.ts";

/** Of each feature: the rows, with `true` where a new value begins. */
function listsOf({ starts, entries, numFeatures }: SortedFeatures) {
  return Array.from({ length: numFeatures }, (_, feature) =>
    Array.from(entries.subarray(starts[feature], starts[feature + 1]), (entry) => [
      entry & rowBits,
      (entry & newValue) !== 0,
    ]),
  );
}

describe("sortedFeatures(features, numFeatures, ids)", () => {
  it("lists the rows of a feature by falling value but for the lowest, and marks where values change: bytes", () => {
    const features = bytes([
      [9, 0, 7],
      [1, 0, 7],
      [2, 0, 255],
      [2, 4, 255],
    ]);
    const sorted = sortedFeatures(features, 3, Uint32Array.of(3, 2, 1));
    // rows 0, 1, 2 are the samples 3, 2, 1
    expect(listsOf(sorted)).toEqual([
      [
        [0, true],
        [1, false],
      ],
      [[0, true]],
      [
        [0, true],
        [1, false],
      ],
    ]);
    expect(Array.from(sorted.lowest)).toEqual([1, 0, 7]);
    expect([sorted.numRows, sorted.numFeatures]).toEqual([3, 3]);
    expect(sorted.value(2, 2)).toBe(7);
  });

  it("does the same with floats: -0 and 0 are one value, and negative ones lie below", () => {
    const column = [-0, 3e38, -1e-45, 0, -3e38, 1e-45, 3e38].map((value) => [value]);
    const sorted = sortedFeatures(floats(column), 1, allIds(7));
    expect(listsOf(sorted)).toEqual([
      [
        [6, true],
        [1, false],
        [5, true],
        [3, true],
        [0, false],
        [2, true],
      ],
    ]);
    expect(sorted.lowest[0]).toBe(Math.fround(-3e38));
  });

  it("lists nothing of a constant feature, dark or lit", () => {
    for (const value of [0, 5, 255]) {
      for (const features of [bytes([[value], [value]]), floats([[value], [value]])]) {
        const { entries, lowest } = sortedFeatures(features, 1, allIds(2));
        expect([entries.length, lowest[0]]).toEqual([0, value]);
      }
    }
  });

  it("knows bytes and the same numbers as floats for the same, but for the order of equal ones", () => {
    const shape: CaseShape = { rows: 200, numFeatures: 8, levels: 12, outputs: 2, kind: "labels" };
    const { features, numFeatures, ids } = randomCase(shape, 1);
    const asFloats = { kind: "floats", values: Float32Array.from(features.values) } as const;
    const [a, b] = [sortedFeatures(features, numFeatures, ids), sortedFeatures(asFloats, numFeatures, ids)];
    expect(a.starts).toEqual(b.starts);
    expect(a.lowest).toEqual(b.lowest);
    const marks = ({ entries }: SortedFeatures) => entries.map((entry) => entry & newValue);
    expect(marks(a)).toEqual(marks(b));
    const values = (sorted: SortedFeatures) =>
      listsOf(sorted).map((list, feature) => list.map(([row]) => sorted.value(row as number, feature)));
    expect(values(a)).toEqual(values(b));
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    "refuses %s, and names sample and feature",
    (value) => {
      const features = floats([
        [0, Number.NaN, 0],
        [0, 1, 2],
        [0, 1, value],
      ]);
      expect(() => sortedFeatures(features, 3, Uint32Array.of(1, 2))).toThrow(
        new RangeError(`Expected features to be finite, got \`${value}\` in sample 2, feature 2`),
      );
      expect(() => sortedFeatures(features, 3, Uint32Array.of(1))).not.toThrow(); // sample 0 takes no part
    },
  );
});
