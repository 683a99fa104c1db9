import { describe, expect, it } from "vitest";
import { argmax } from "../../src/numeric/argmax.ts";

describe("argmax(values, start, length)", () => {
  it("is the index of the largest value", () => {
    expect(argmax([1, 5, -2])).toBe(1);
    expect(argmax(Float32Array.of(-1e4, -1e5))).toBe(0);
    expect(argmax([Number.NEGATIVE_INFINITY])).toBe(0);
  });

  it("is the lowest index of equal values", () => {
    expect(argmax([2, 7, 7, 1, 7])).toBe(1);
    expect(argmax([0, -0])).toBe(0);
  });

  it("passes over NaN, and is -1 where nothing else is", () => {
    expect(argmax([Number.NaN, 3, Number.NaN, 4])).toBe(3);
    expect(argmax([Number.NaN, Number.NEGATIVE_INFINITY])).toBe(1);
    expect(argmax([Number.NaN, Number.NaN])).toBe(-1);
    expect(argmax([])).toBe(-1);
  });

  it("counts from the start of the row that it looks at", () => {
    expect(argmax([9, 1, 2, 3, 9], 1, 3)).toBe(2);
    expect(argmax([9, 1, 2], 1)).toBe(1);
  });
});
