import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { npyArray } from "../../src/formats/npy-array.ts";
import { UserError } from "../../src/user-error.ts";
import { numpyBytes } from "./numpy-bytes.ts";

const messageOf = (bytes: Uint8Array): string => {
  try {
    npyArray(bytes, "x.npy");
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return "no error";
};

describe("npyArray(bytes, file)", () => {
  // numpy.array([[a, b]], type).tobytes(), by NumPy 2.4.6
  it.each([
    ["'|u1'", [0, 255], [0, 255]],
    ["'|i1'", [128, 127], [-128, 127]],
    ["'<u2'", [0, 0, 255, 255], [0, 65_535]],
    ["'<i2'", [0, 128, 3, 0], [-32_768, 3]],
    ["'<u4'", [0, 0, 0, 0, 255, 255, 255, 255], [0, 4_294_967_295]],
    ["'<i4'", [0, 0, 0, 128, 5, 0, 0, 0], [-2_147_483_648, 5]],
    ["'<u8'", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 32, 0], [0, 2 ** 53]],
    ["'<i8'", [254, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 32, 0], [-2, 2 ** 53]],
    ["'<f4'", [0, 0, 192, 63, 0, 0, 16, 192], [1.5, -2.25]],
    ["'<f8'", [154, 153, 153, 153, 153, 153, 185, 63, 156, 117, 0, 136, 60, 228, 55, 126], [0.1, 1e300]],
  ])("npyArray(bytes, file) reads %s as NumPy wrote it", (descr, data, values) => {
    const array = npyArray(numpyBytes(descr, "(1, 2)", data), "x.npy");
    expect(array.shape).toEqual([1, 2]);
    expect([...array.values]).toEqual(values);
  });

  it("npyArray(bytes, file) gives the bytes of a Buffer as a view of it that is none itself", () => {
    const file = Buffer.from(numpyBytes("'|u1'", "(2,)", [3, 4]));
    const { values } = npyArray(file, "x.npy");
    expect(values.constructor).toBe(Uint8Array);
    expect(values.buffer).toBe(file.buffer);
    expect([...values]).toEqual([3, 4]);
  });

  it("npyArray(bytes, file) reads one dimension, none, and version 2.0", () => {
    expect(npyArray(numpyBytes("'|u1'", "(3,)", [1, 2, 3]), "x.npy").shape).toEqual([3]);
    expect(npyArray(numpyBytes("'|u1'", "()", [7]), "x.npy")).toMatchObject({ shape: [] });
    const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }".padEnd(115);
    const second = Buffer.from(`\x93NUMPY\x02\x00t\x00\x00\x00${header}\n\x00\x00\x80?`, "latin1");
    expect([...npyArray(second, "x.npy").values]).toEqual([1]);
  });

  it.each([
    [numpyBytes("'|O'", "(1,)", [1, 2, 3]), "Python objects (`O`), which may be anything"],
    [numpyBytes("'>f4'", "(1,)", [0, 0, 0, 0]), "little-endian, got `>f4`"],
    [numpyBytes("'<U3'", "(1,)", Array(12).fill(0)), "got `<U3`"],
    [numpyBytes("'<f2'", "(1,)", [0, 0]), "got `<f2`"],
    [numpyBytes("[('a', '<f4'), ('b', '<i4')]", "(1,)", Array(8).fill(0)), "got the header"],
    [numpyBytes("'<f4'", "(2, 2)", Array(16).fill(0), "True"), "got Fortran's column order"],
    [
      numpyBytes("'<f4'", "(2, 2)", Array(15).fill(0)),
      "expected 16 bytes of numbers, as its header says (2 x 2 of float32), got 15",
    ],
    [numpyBytes("'<f4'", "(1000000, 1000000)", [0]), "expected 4000000000000 bytes"],
    [numpyBytes("'<f4'", "(99999999, 99999999)", [0]), "an array that a file can hold"],
    [numpyBytes("'<f4'", "(-1,)", [0]), "expected a header with `fortran_order` and `shape`"],
    [Buffer.from("PK\x03\x04, as of np.savez"), "got a zip archive"],
    [Buffer.from("length,width\n1,2\n"), "expected a NumPy file (.npy), got something else"],
    [numpyBytes("'<f4'", "(1,)", []).subarray(0, 60), "expected a header of at most 50 bytes, got `118`"],
    [Buffer.from("\x93NUMPY\x02\x00\xff\xff\xff\x7f", "latin1"), "got `2147483647`"],
    [Buffer.alloc(0), "got something else"],
  ])("npyArray(bytes, file) refuses %#", (bytes, message) => {
    expect(messageOf(bytes)).toMatch(/^x\.npy: /);
    expect(messageOf(bytes)).toContain(message);
  });

  it("npyArray(bytes, file) of any bytes gives an array of its shape or a UserError", () => {
    const good = numpyBytes("'<f4'", "(2, 1)", Array(8).fill(1));
    const changed = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 4 });
    fc.assert(
      fc.property(changed, fc.nat(good.length), (changes, length) => {
        const bytes = Buffer.from(good);
        for (const [at, byte] of changes) bytes[at] = byte;
        try {
          const { shape, values } = npyArray(bytes.subarray(0, length), "x.npy");
          expect(values).toHaveLength(shape.reduce((product, extent) => product * extent, 1));
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
