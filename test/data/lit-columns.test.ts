import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { litColumns } from "../../src/data/lit-columns.ts";

const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i);

/** Rows of `width` bytes with these columns lit, each in one row only. */
function rowsLitAt(width: number, lit: readonly number[]): Uint8Array {
  const values = new Uint8Array(width * Math.max(1, lit.length));
  lit.forEach((column, row) => {
    values[row * width + column] = 1 + (column % 255);
  });
  return values;
}

describe("litColumns(values, width)", () => {
  it("are the columns that any row lights, when they are a multiple of 16", () => {
    const lit = [...range(3, 10), ...range(20, 27)];
    expect(Array.from(litColumns(rowsLitAt(40, lit), 40)!)).toEqual(lit);
  });

  it("are filled up with the first dark ones, all ascending", () => {
    // 3 lit of 20: 13 of the 17 dark ones fill up, from the first: 0 to 4, 6, 7, 9 to 14
    expect(Array.from(litColumns(rowsLitAt(20, [5, 8, 19]), 20)!)).toEqual([...range(0, 14), 19]);
  });

  it("are null where nothing is left out", () => {
    expect(litColumns(rowsLitAt(32, range(0, 16)), 32)).toBeNull(); // 17 fill up to 32
    expect(litColumns(rowsLitAt(16, [1]), 16)).toBeNull();
    expect(litColumns(rowsLitAt(9, range(0, 8)), 9)).toBeNull(); // 9 would fill up to 16
  });

  it("lie in memory that threads share", () => {
    expect(litColumns(rowsLitAt(40, [7]), 40)!.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it("hold every lit column once, and a whole number of sixteens that is as small as it can be", () => {
    const cases = fc
      .integer({ min: 1, max: 100 })
      .chain((width) => fc.tuple(fc.constant(width), fc.uniqueArray(fc.nat(width - 1), { minLength: 1 })));
    fc.assert(
      fc.property(cases, ([width, lit]) => {
        const columns = litColumns(rowsLitAt(width, lit), width);
        const size = Math.ceil(lit.length / 16) * 16;
        expect(columns === null).toBe(size >= width);
        if (columns === null) return;
        const chosen = Array.from(columns);
        expect(chosen.length).toBe(size);
        expect(chosen).toEqual([...new Set(chosen)].sort((a, b) => a - b));
        expect(lit.every((column) => chosen.includes(column))).toBe(true);
      }),
    );
  });
});
