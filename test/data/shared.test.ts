import { describe, expect, it } from "vitest";
import { sharedBytes, sharedFloats, sharedIds } from "../../src/data/shared.ts";

describe("sharedBytes(length), sharedFloats(length), sharedIds(values)", () => {
  it("lie in shared memory of exactly their size", () => {
    const arrays = [sharedBytes(3), sharedFloats(3), sharedIds([7, 8, 9])];
    expect(arrays.map((array) => array.buffer instanceof SharedArrayBuffer)).toEqual([true, true, true]);
    expect(arrays.map((array) => array.byteLength)).toEqual([3, 12, 12]);
    expect(Array.from(arrays[2]!)).toEqual([7, 8, 9]);
  });
});
