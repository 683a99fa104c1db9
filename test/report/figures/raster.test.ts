import { expect, test } from "vitest";
import { rasterLayer } from "../../../src/report/figures/raster.ts";

const palette = ["#ffffff", "#aaaaaa", "#000000"];

/** By colour: `[x1, x2, y]` of each line. */
function linesOf(layer: ReturnType<typeof rasterLayer>) {
  return Object.fromEntries(
    layer.data.values.map(({ stroke, geometry }) => [
      stroke,
      geometry.coordinates.map(([from, to]) => [from![0], to![0], from![1]]),
    ]),
  );
}

test("rasterLayer(rasters, palette) draws a line for each run of one colour in a row, and no white", () => {
  // 1 1 .
  // 1 2 2
  const levels = [1, 1, 0, 1, 2, 2];
  const layer = rasterLayer([{ left: 100, top: 50, cell: 10, columns: 3, levels }], palette);
  expect(linesOf(layer)).toEqual({
    "#aaaaaa": [
      [100, 120.4, 55], // 0.4 under the neighbour; a run does not go on in the next row
      [100, 110.4, 65],
    ],
    "#000000": [[110, 130.4, 65]],
  });
  expect(layer.mark.strokeWidth).toBe(10.4);
});

test("rasterLayer(rasters, palette) has one path a colour for all rasters", () => {
  const raster = { top: 0, cell: 2, columns: 1, levels: [2] };
  const layer = rasterLayer(
    [0, 10].map((left) => ({ left, ...raster })),
    palette,
  );
  expect(linesOf(layer)).toEqual({
    "#000000": [
      [0, 2.4, 1],
      [10, 12.4, 1],
    ],
  });
});
