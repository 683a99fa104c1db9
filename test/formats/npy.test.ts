import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { npyBytes, readNpy } from "../../src/formats/npy.ts";

describe("npyBytes(matrix)", () => {
  it("gives the file that NumPy writes", () => {
    // python3 -c "import numpy,io,base64; b=io.BytesIO(); numpy.save(b, numpy.array([[1,2],[3,4.5]],'<f4')); print(base64.b64encode(b.getvalue()).decode())"
    const numpy =
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDIpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAIA/AAAAQAAAQEAAAJBA";
    const ours = npyBytes({ rows: 2, columns: 2, values: Float32Array.of(1, 2, 3, 4.5) });
    const expected = Buffer.from(numpy, "base64");
    expect(ours).toEqual(expected);
    expect(readNpy(expected)).toEqual({ rows: 2, columns: 2, values: Float32Array.of(1, 2, 3, 4.5) });
  });

  it("is read back by readNpy", () => {
    fc.assert(
      fc.property(
        fc.nat(9),
        fc.nat(9),
        fc.float32Array({ minLength: 81, maxLength: 81 }),
        (rows, columns, all) => {
          const values = all.slice(0, rows * columns);
          expect(readNpy(npyBytes({ rows, columns, values }))).toEqual({ rows, columns, values });
        },
      ),
    );
  });
});

describe("readNpy(bytes)", () => {
  const good = npyBytes({ rows: 2, columns: 1, values: Float32Array.of(1, 2) });

  it("refuses other files, types and lengths with a reason", () => {
    expect(() => readNpy(Buffer.from("something else"))).toThrow("expected a NumPy file");
    expect(() => readNpy(good.subarray(0, -1))).toThrow("expected 8 bytes");
    const integers = Buffer.from(good.toString("latin1").replace("<f4", "<i4"), "latin1");
    expect(() => readNpy(integers)).toThrow("two-dimensional float32");
  });

  it("only ever throws an Error, and never allocates what a header merely promises", () => {
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), (at, byte) => {
        const broken = Buffer.from(good);
        broken[at] = byte;
        try {
          expect(readNpy(broken).values.length).toBe(2);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          expect((error as Error).name).not.toBe("RangeError");
        }
      }),
      { numRuns: 2000 },
    );
  });
});
