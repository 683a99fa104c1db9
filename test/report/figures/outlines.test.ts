import fc from "fast-check";
import { expect, test } from "vitest";
import { classOutlines, type Ring } from "../../../src/report/figures/outlines.ts";

test("classOutlines(cells, columns, value) walks around one cell with the cell on its left", () => {
  expect(classOutlines([0, 1], 2, 1)).toEqual([
    [
      [1, 0],
      [2, 0],
      [2, 1],
      [1, 1],
      [1, 0],
    ],
  ]);
});

test("classOutlines(cells, columns, value) keeps corners only, and gives a hole its own ring", () => {
  const ring = [1, 1, 1, 1, 0, 1, 1, 1, 1]; // 3 x 3 without its middle
  const outlines = classOutlines(ring, 3, 1);
  expect(outlines.map((line) => line.length).toSorted()).toEqual([5, 5]);
  expect(outlines.map(area).toSorted((a, b) => a - b)).toEqual([-1, 9]);
});

test("classOutlines(cells, columns, value) of a class that is not there is empty", () => {
  expect(classOutlines([0, 0], 2, 1)).toEqual([]);
});

test("classOutlines(cells, columns, value), filled by the nonzero rule, are the cells of the class", () => {
  const grids = fc.integer({ min: 1, max: 7 }).chain((columns) =>
    fc.record({
      columns: fc.constant(columns),
      cells: fc
        .array(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: columns, maxLength: columns }), {
          minLength: 1,
        })
        .map((rows) => rows.flat()),
    }),
  );
  fc.assert(
    fc.property(grids, ({ columns, cells }) => {
      const rings = classOutlines(cells, columns, 1);
      const filled = cells.map((_, i) => winding(rings, (i % columns) + 0.5, Math.floor(i / columns) + 0.5));
      expect(filled).toEqual(cells.map((value) => (value === 1 ? 1 : 0)));
    }),
  );
});

/** Turns around a point: vertical edges to its right, upwards counted 1, downwards -1. */
function winding(rings: readonly Ring[], x: number, y: number): number {
  let turns = 0;
  for (const ring of rings) {
    for (const [i, [x2, y2]] of ring.entries()) {
      const [x1, y1] = ring[i - 1] ?? [x2, y2];
      if (x1 > x && y1 < y && y2 > y) turns++;
      if (x1 > x && y1 > y && y2 < y) turns--;
    }
  }
  return turns;
}

/** The shoelace formula. */
function area(ring: Ring): number {
  return ring.slice(1).reduce((sum, [x, y], i) => sum + (ring[i]![0] * y - x * ring[i]![1]) / 2, 0);
}
