// NumPy's array file, version 1.0: magic, header length, a Python dict as text, then the numbers, little-endian and
// row-major. Written: two-dimensional float32. Specification: numpy.lib.format. What others wrote: npy-array.ts.
import { UserError } from "../user-error.ts";
import { npyArray, npyTypeName } from "./npy-array.ts";

const magic = Buffer.from("\x93NUMPY\x01\x00", "latin1");
const alignment = 64;

export interface FloatMatrix {
  readonly rows: number;
  readonly columns: number;
  /** `[rows * columns]`, row-major */
  readonly values: Float32Array;
}

export function npyBytes({ rows, columns, values }: FloatMatrix): Buffer {
  if (values.length !== rows * columns) {
    throw new RangeError(`Expected ${rows} x ${columns} values, got ${values.length}`);
  }
  const dict = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`;
  const unpadded = magic.length + 2 + dict.length + 1;
  const header = `${dict}${" ".repeat((alignment - (unpadded % alignment)) % alignment)}\n`;
  const length = Buffer.alloc(2);
  length.writeUInt16LE(header.length);
  const numbers = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return Buffer.concat([magic, length, Buffer.from(header, "latin1"), numbers]);
}

/** @throws UserError for anything but a two-dimensional float32 array */
export function readNpy(bytes: Buffer): FloatMatrix {
  const { shape, type, values } = npyArray(bytes, "the array");
  const [rows, columns] = shape;
  if (type !== "f4" || shape.length !== 2) {
    throw new UserError(
      `Expected a two-dimensional float32 array, got ${npyTypeName(type)} of the shape (${shape.join(", ")}).`,
    );
  }
  return { rows: rows!, columns: columns!, values: values as Float32Array };
}
