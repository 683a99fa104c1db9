import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPure, labelTargets, targetSums, vectorTargets } from "../../../src/students/tree/targets.ts";
import { allIds, bytes, grown, plainOf } from "./cases.ts";
import { bestPlainSplit } from "./reference-tree.ts";

/** `[rows]` of `outputs` numbers each. */
const filled = (rows: number, outputs: number, value: (row: number, k: number) => number) =>
  Float32Array.from({ length: rows * outputs }, (_, at) => value(Math.floor(at / outputs), at % outputs));

describe("vectorTargets(values, numOutputs)", () => {
  it("rounds to the nearest of 32,767 units of the largest value, of either sign", () => {
    const { unit, values, stride } = vectorTargets(Float32Array.of(2, -1, 0.5, 0, 2 / 32_767, -0.5001), 3);
    expect(unit).toBe(2 / 32_767);
    // 0.5 / 2 * 32,767 = 8,191.75; -1 / 2 * 32,767 = -16,383.5, a half goes up; -0.5001 / 2 * 32,767 = -8,193.4
    expect(Array.from(values.subarray(0, 3))).toEqual([32_767, -16_383, 8192]);
    expect(Array.from(values.subarray(stride, stride + 3))).toEqual([0, 1, -8193]);
  });

  it("fills rows up with zeros: to 12, or beyond to a multiple of 4", () => {
    const strideOf = (outputs: number) =>
      vectorTargets(new Float32Array(2 * outputs).fill(1), outputs).stride;
    expect([1, 10, 12, 13, 16, 17, 30].map(strideOf)).toEqual([12, 12, 12, 16, 16, 20, 32]);
    const { values } = vectorTargets(Float32Array.of(1, 1), 1);
    expect(Array.from(values)).toEqual([32_767, ...new Array(11).fill(0), 32_767, ...new Array(11).fill(0)]);
  });

  it("has the finest unit with which no sum of all rows can overflow, worked by hand", () => {
    const unitsOfOne = (rows: number, outputs: number, value: (row: number, k: number) => number) =>
      Math.round(1 / vectorTargets(filled(rows, outputs, value), outputs).unit);
    const oneHot = (row: number, k: number) => +(k === row % 10);
    // 65,000 rows of length 1: 16 bits allow 32,767; a sum of 2^31 - 1 33,038; a length of 3e9 46,153
    expect(unitsOfOne(65_000, 10, oneHot)).toBe(32_767);
    // 66,000 rows: (2^31 - 1) / 66,000 = 32,537.6
    expect(unitsOfOne(66_000, 10, oneHot)).toBe(32_537);
    // 1,000,000 rows: (2^31 - 1) / 1e6 = 2,147.5; the length allows 3,000
    expect(unitsOfOne(1_000_000, 2, (row, k) => +(k === row % 2))).toBe(2147);
    // 1,000,000 rows of length sqrt 3: 3e9 / 1e6 / 1.73205 - 1.73205 / 2 = 1,731.18
    expect(unitsOfOne(1_000_000, 3, () => 1)).toBe(1731);
    // 20,000 rows of length 16: 3e9 / 20,000 / 16 - 16 / 2 = 9,367
    expect(unitsOfOne(20_000, 256, (row, k) => (row + k) % 2 || -1)).toBe(9367);
  });

  it.each([
    { rows: 65_000, outputs: 10 },
    { rows: 65_000, outputs: 13 },
    { rows: 300_000, outputs: 2 },
  ])(
    "keeps the longest sums below 2^31 and 2^63, and splits them right: $rows rows, $outputs outputs",
    ({ rows, outputs }) => {
      // Logits of +-1e4 in every row, all of one sign pattern, so that nothing cancels; some rows differ in one output.
      const value = (row: number, k: number) =>
        (row % 1000 === 7 && k === 1 ? 9e3 : 1e4) * (k % 2 === 0 ? 1 : -1);
      const targets = vectorTargets(filled(rows, outputs, value), outputs);
      const sums = targetSums(targets, allIds(rows));
      const plain = Array.from({ length: outputs }, (_, k) =>
        allIds(rows).reduce((sum, row) => sum + targets.values[row * targets.stride + k]!, 0),
      );
      expect(Array.from(sums)).toEqual(plain);
      expect(Math.max(...plain.map(Math.abs))).toBeLessThan(2 ** 31);
      const squared = plain.reduce((sum, y) => sum + BigInt(y) ** 2n, 0n);
      expect(squared).toBeLessThan(2n ** 63n);
      expect(squared).toBeGreaterThan(2n ** 58n); // not far below: the bound is what limits the unit
      const features = bytes(
        Array.from({ length: rows }, (_, row) => [(row * 7) % 3, +(row % 1000 < 100), +(row % 1000 < 50)]),
      );
      const one = { features, numFeatures: 3, ids: allIds(rows), targets };
      const { feature, threshold, gain } = grown(one, { maxDepth: 1 });
      const best = bestPlainSplit(plainOf(one), Array.from(one.ids), 1)!;
      expect([feature[0], threshold[0]]).toEqual([2, 0.5]); // the rows that differ are 1 in 50 there, elsewhere fewer
      expect([best.feature, best.threshold]).toEqual([2, 0.5]);
      expect(gain[0]! / targets.unit ** 2 / best.gain).toBeCloseTo(1, 9);
    },
  );

  it("is all zeros for targets that are all 0, or -0: one leaf", () => {
    const targets = vectorTargets(Float32Array.of(0, -0, 0, 0), 2);
    expect(targets.unit).toBe(1);
    expect(targets.values.every((value) => value === 0)).toBe(true);
    const tree = grown({ features: bytes([[0], [1]]), numFeatures: 1, ids: allIds(2), targets });
    expect(tree.feature.length).toBe(1);
  });

  it("never errs by more than half a unit, for the smallest and the largest numbers too", () => {
    const value = fc.oneof(
      fc.float({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(0, -0, 1, 1e-45, -1e-45, 3.4e38, -3.4e38),
    );
    const rows = fc
      .integer({ min: 1, max: 15 })
      .chain((outputs) =>
        fc.array(fc.array(value, { minLength: outputs, maxLength: outputs }), { minLength: 1, maxLength: 9 }),
      );
    fc.assert(
      fc.property(rows, (given) => {
        const outputs = given[0]!.length;
        const { unit, values, stride } = vectorTargets(Float32Array.from(given.flat()), outputs);
        expect(unit).toBeGreaterThan(0);
        given.forEach((row, index) => {
          row.forEach((own, k) => {
            const whole = values[index * stride + k]!;
            expect(Math.abs(whole)).toBeLessThanOrEqual(32_767);
            expect(Math.abs(whole - Math.fround(own) / unit)).toBeLessThanOrEqual(0.5 + 1e-9);
          });
        });
      }),
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    "refuses %s, and says where",
    (value) => {
      expect(() => vectorTargets(Float32Array.of(0, 1, 2, 3, value, 5), 3)).toThrow(
        new RangeError(`Expected targets to be finite, got \`${value}\` in row 1, output 1`),
      );
    },
  );

  it("refuses numbers that are not whole rows, and none at all", () => {
    expect(() => vectorTargets(new Float32Array(7), 3)).toThrow(
      new RangeError("Expected targets of 3 numbers for each row, got 7 numbers in all"),
    );
    expect(() => vectorTargets(new Float32Array(0), 3)).toThrow("got 0 numbers in all");
  });
});

describe("targetSums(targets, rows)", () => {
  it("counts the classes of hard labels, a row as often as it is named", () => {
    const targets = labelTargets(Uint8Array.of(2, 0, 2, 1), 4);
    expect(Array.from(targetSums(targets, Uint32Array.of(0, 2, 3, 3)))).toEqual([0, 2, 2, 0]);
    expect(Array.from(targetSums(targets, Uint32Array.of()))).toEqual([0, 0, 0, 0]);
  });

  it("adds vectors in units", () => {
    const targets = vectorTargets(Float32Array.of(32_767, -1, 2, 3), 2);
    expect(Array.from(targetSums(targets, Uint32Array.of(0, 1)))).toEqual([32_769, 2]);
  });
});

describe("isPure(targets, rows)", () => {
  it("is true of rows of one label, or of vectors that are equal in every unit", () => {
    const labels = labelTargets(Uint8Array.of(1, 1, 0), 2);
    expect(isPure(labels, Uint32Array.of(0, 1))).toBe(true);
    expect(isPure(labels, Uint32Array.of(1, 2))).toBe(false);
    const vectors = vectorTargets(Float32Array.of(32_767, 1.4, 32_767, 0.6, 32_767, 1.6), 2);
    expect(isPure(vectors, Uint32Array.of(0, 1))).toBe(true); // 1 unit
    expect(isPure(vectors, Uint32Array.of(0, 2))).toBe(false);
  });
});
