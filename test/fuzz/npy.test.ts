import fc from "fast-check";
import { expect, test } from "vitest";
import { npyBytes, readNpy } from "../../src/formats/npy.ts";
import { npyArray } from "../../src/formats/npy-array.ts";
import { casesOf } from "./cases.ts";
import { badBytes } from "./mutations.ts";
import { survives } from "./survives.ts";

const matrix = npyBytes({ rows: 3, columns: 2, values: Float32Array.of(1, -2, 0.5, 3e38, 0, 7) });
const vector = npyBytes({ rows: 4, columns: 1, values: Float32Array.of(1, 2, 3, 4) });

const extent = fc.oneof(fc.bigInt({ min: 0n, max: 9n }), fc.bigInt({ min: 0n, max: 2n ** 64n }));
const type = fc.constantFrom(
  "<f4",
  ">f4",
  "<f8",
  "|u1",
  "|i1",
  "<u2",
  "<i2",
  "<u4",
  "<i4",
  "<i8",
  "|O",
  "<U9",
  "<f4x",
);
/** Headers that are whole and promise anything, before 16 bytes of numbers. */
const promising = fc
  .tuple(type, fc.array(extent, { maxLength: 5 }), fc.boolean(), fc.nat(3))
  .map(([descr, shape, fortran, version]) => {
    const order = fortran ? "True" : "False";
    const dict = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shape.join(", ")}${shape.length === 1 ? "," : ""}), }`;
    const length = Buffer.alloc(version > 1 ? 4 : 2);
    length.writeUInt16LE(dict.length + 1);
    return Buffer.concat([
      Buffer.from("\x93NUMPY", "latin1"),
      Buffer.from([version, 0]),
      length,
      Buffer.from(`${dict}\n`),
      Buffer.alloc(16),
    ]);
  });

test("npyArray(bytes) and readNpy(bytes) of changed files have as many values as their shape, or say what is wrong", () => {
  fc.assert(
    fc.property(fc.oneof(badBytes(matrix, vector), promising), (bytes) => {
      const array = survives(bytes.length, () => npyArray(bytes, "a.npy"));
      if (array !== null) expect(array.values).toHaveLength(array.shape.reduce((size, one) => size * one, 1));
      const found = survives(bytes.length, () => readNpy(Buffer.from(bytes)));
      if (found !== null) expect(found.values).toHaveLength(found.rows * found.columns);
    }),
    casesOf("npy"),
  );
});
