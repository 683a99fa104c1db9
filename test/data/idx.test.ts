import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseIdx } from "../../src/data/idx.ts";
import { UserError } from "../../src/user-error.ts";
import { idxBytes } from "./idx-bytes.ts";

const good = idxBytes([2, 3], [1, 2, 3, 4, 5, 6]);
const changed = (offset: number, ...bytes: readonly number[]) => {
  const copy = Uint8Array.from(good);
  copy.set(bytes, offset);
  return copy;
};
const failure = (payload: Uint8Array) => () => parseIdx(payload, "digits.idx");

describe("parseIdx(payload, file)", () => {
  it("reads shape and values without copying", () => {
    const { shape, values } = parseIdx(good, "digits.idx");
    expect(shape).toEqual([2, 3]);
    expect(Array.from(values)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(values.buffer).toBe(good.buffer);
  });

  it("reads from the middle of a larger buffer", () => {
    const inside = Buffer.concat([Uint8Array.of(9, 9, 9), good]).subarray(3);
    expect(parseIdx(inside, "digits.idx").shape).toEqual([2, 3]);
  });

  it("gives back what was written, for any shape of up to four dimensions", () => {
    const shapes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(shapes, (shape) => {
        const values = Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i % 256);
        const idx = parseIdx(idxBytes(shape, values), "any");
        expect([idx.shape, Array.from(idx.values)]).toEqual([shape, values]);
      }),
    );
  });

  it.each([
    ["an empty file", new Uint8Array(0), "got 0 bytes in all"],
    ["another magic", changed(0, 0x89, 0x50), "at offset 0, got `89 50 08`. This is not an IDX file"],
    ["another type of value", changed(2, 13), "got `00 00 0d`. This is IDX of 32-bit floats"],
    ["no dimension", changed(3, 0), "1 to 4 dimensions at offset 3, got `0`"],
    ["five dimensions", changed(3, 5), "1 to 4 dimensions at offset 3, got `5`"],
    ["a cut header", good.subarray(0, 11), "ends at byte 11, inside the header of 12 bytes"],
    ["an extent of 0", changed(8, 0, 0, 0, 0), "got `0` for dimension 2 at offset 8 (2 x 0)"],
    ["too few values", good.subarray(0, 17), "ends at byte 17, but the header (2 x 3) promises 18 bytes"],
    [
      "too many values",
      Buffer.concat([good, good]),
      "to end at byte 18, as the header says (2 x 3), got 36 bytes",
    ],
    ["extents beyond 2 GiB", changed(4, 255, 255, 255, 255), "at most 2147483648 (2 GiB) are read"],
  ])("refuses %s", (_, payload, message) => {
    expect(failure(payload)).toThrow(UserError);
    expect(failure(payload)).toThrow(message);
    expect(failure(payload)).toThrow(/^digits\.idx: /);
  });

  it("answers any bytes with an Idx or a UserError", () => {
    const anyTail = fc.uint8Array({ maxLength: 40 });
    const anyBytes = fc.oneof(
      anyTail,
      fc
        .tuple(fc.integer({ min: 0, max: 5 }), anyTail)
        .map(([n, tail]) => Uint8Array.of(0, 0, 8, n, ...tail)),
    );
    fc.assert(
      fc.property(anyBytes, (payload) => {
        try {
          const { shape, values } = parseIdx(payload, "any");
          expect(values.length).toBe(shape.reduce((a, b) => a * b, 1));
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
