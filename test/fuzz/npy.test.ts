import fc from "fast-check";
import { expect, test } from "vitest";
import { npyBytes, readNpy } from "../../src/formats/npy.ts";
import { casesOf } from "./cases.ts";
import { badBytes } from "./mutations.ts";
import { survives } from "./survives.ts";

const matrix = npyBytes({ rows: 3, columns: 2, values: Float32Array.of(1, -2, 0.5, 3e38, 0, 7) });
const vector = npyBytes({ rows: 4, columns: 1, values: Float32Array.of(1, 2, 3, 4) });
const header = fc
  .tuple(
    fc.constantFrom("<f4", ">f4", "<f8", "|O"),
    fc.bigInt({ min: 0n, max: 2n ** 64n }),
    fc.bigInt({ min: 0n, max: 2n ** 64n }),
  )
  .map(([type, rows, columns]) => {
    const dict = `{'descr': '${type}', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`.padEnd(117);
    return Buffer.concat([
      Buffer.from("\x93NUMPY\x01\x00v\x00", "latin1"),
      Buffer.from(`${dict}\n`),
      Buffer.alloc(16),
    ]);
  });

/** Its contract: an Error that says what is wrong, none that the language throws. */
const isOwn = (error: unknown) =>
  error instanceof Error && !/RangeError|TypeError|SyntaxError/.test(error.name);

test("readNpy(bytes) of changed files has as many values as its shape, or says what is wrong", () => {
  fc.assert(
    fc.property(fc.oneof(badBytes(matrix, vector), header), (bytes) => {
      const found = survives(bytes.length, () => readNpy(Buffer.from(bytes)), isOwn);
      if (found !== null) expect(found.values).toHaveLength(found.rows * found.columns);
    }),
    casesOf("npy"),
  );
});
