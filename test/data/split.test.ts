import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SplitSettings, splitRows } from "../../src/data/split.ts";
import { UserError } from "../../src/user-error.ts";

const settings = { validation: 20, splitSeed: 0 };
const validationRows = (limits: Partial<SplitSettings>) => {
  const { transferRows, splits } = splitRows(100, 50, { ...settings, ...limits });
  return Array.from(splits.validation, (id) => transferRows[id]!);
};
const trainRows = (limits: Partial<SplitSettings>) => {
  const { transferRows, splits } = splitRows(100, 50, { ...settings, ...limits });
  return Array.from(splits.train, (id) => transferRows[id]!);
};

describe("splitRows(trainFileRows, testFileRows, settings)", () => {
  it("is disjoint, complete, ascending and of the sizes asked for", () => {
    const cases = fc.record({
      trainFileRows: fc.integer({ min: 2, max: 200 }),
      testFileRows: fc.integer({ min: 1, max: 100 }),
      trainLimit: fc.option(fc.integer({ min: 2, max: 250 }), { nil: undefined }),
      testLimit: fc.option(fc.integer({ min: 1, max: 120 }), { nil: undefined }),
      share: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      splitSeed: fc.nat(),
    });
    fc.assert(
      fc.property(cases, ({ trainFileRows, testFileRows, trainLimit, testLimit, share, splitSeed }) => {
        const used = Math.min(trainFileRows, trainLimit ?? trainFileRows);
        const validation = Math.floor(share * used);
        const limits = { validation, splitSeed, trainLimit, testLimit };
        const { transferRows, testRows, splits } = splitRows(trainFileRows, testFileRows, limits);
        const ids = [...splits.train, ...splits.validation].sort((a, b) => a - b);
        const tests = Math.min(testFileRows, testLimit ?? testFileRows);
        expect(ids).toEqual(Array.from({ length: used }, (_, id) => id));
        expect(Array.from(splits.test)).toEqual(Array.from({ length: tests }, (_, i) => used + i));
        expect([splits.validation.length, transferRows.length, testRows.length]).toEqual([
          validation,
          used,
          tests,
        ]);
        for (const list of [transferRows, testRows, splits.train, splits.validation]) {
          expect(list.every((value, i) => i === 0 || value > list[i - 1]!)).toBe(true);
        }
        expect((transferRows.at(-1) ?? 0) < trainFileRows && (testRows.at(-1) ?? 0) < testFileRows).toBe(
          true,
        );
      }),
    );
  });

  it("keeps the validation rows whatever the limit, and nests the train rows", () => {
    expect(validationRows({ trainLimit: 30 })).toEqual(validationRows({}));
    expect(trainRows({ trainLimit: 60 })).toEqual(expect.arrayContaining(trainRows({ trainLimit: 30 })));
  });

  it("depends on the seed alone", () => {
    expect(validationRows({})).toEqual(validationRows({}));
    expect(validationRows({ splitSeed: 1 })).not.toEqual(validationRows({}));
  });

  it("holds nothing out for a validation of 0", () => {
    expect(validationRows({ validation: 0 })).toEqual([]);
  });

  it("puts the ids into shared memory", () => {
    const { splits } = splitRows(100, 50, settings);
    expect(Object.values(splits).every((ids) => ids.buffer instanceof SharedArrayBuffer)).toBe(true);
  });

  it("refuses a validation that leaves nothing to train on", () => {
    const all = () => splitRows(100, 50, { ...settings, validation: 100 });
    const limited = () => splitRows(100, 50, { ...settings, trainLimit: 10 });
    expect(all).toThrow(UserError);
    expect(all).toThrow(
      "Expected `validation` to be at most 99, got `100`: the train file has 100 rows, and",
    );
    expect(limited).toThrow(
      "at most 9, got `20`: the train file has 100 rows; `trainLimit` lets 10 of them be used",
    );
  });
});
