import { describe, expect, it } from "vitest";
import { featureMatrix } from "../../src/data/feature-matrix.ts";

describe("featureMatrix(values, columns, rows)", () => {
  it("takes the rows asked for, in their order", () => {
    const values = Float32Array.of(0, 1, 10, 11, 20, 21);
    expect(featureMatrix(values, 2, Uint32Array.of(2, 0)).to2DArray()).toEqual([
      [20, 21],
      [0, 1],
    ]);
  });

  it("takes all rows without a list", () => {
    expect(featureMatrix([1, 2, 3, 4, 5, 6], 3).to2DArray()).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
  });
});
