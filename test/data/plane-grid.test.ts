import { describe, expect, it } from "vitest";
import { planeGrid } from "../../src/data/plane-grid.ts";

describe("planeGrid()", () => {
  it("lists cell centres row by row from the bottom", () => {
    const { points, columns, rows } = planeGrid();
    const point = (index: number) => Array.from(points.subarray(2 * index, 2 * index + 2));
    // Cells of 5/120 x 4/96: half of each is 1/48.
    expect(points.length).toBe(2 * 120 * 96);
    expect(point(0)).toEqual([Math.fround(-2 + 1 / 48), Math.fround(-1.75 + 1 / 48)]);
    expect(point(1)).toEqual([Math.fround(-2 + 3 / 48), Math.fround(-1.75 + 1 / 48)]);
    expect(point(columns)).toEqual([Math.fround(-2 + 1 / 48), Math.fround(-1.75 + 3 / 48)]);
    expect(point(columns * rows - 1)).toEqual([Math.fround(3 - 1 / 48), Math.fround(2.25 - 1 / 48)]);
  });
});
