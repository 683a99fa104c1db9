// NumPy's array file, version 1.0: magic, header length, a Python dict as text, then the numbers, little-endian and
// row-major. Written: two-dimensional float32. Specification: numpy.lib.format.
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

/** @throws Error that says what is wrong, for anything but a two-dimensional float32 array */
export function readNpy(bytes: Buffer): FloatMatrix {
  if (bytes.length < 10 || !bytes.subarray(0, magic.length).equals(magic)) {
    throw new Error("Expected a NumPy file, version 1.0");
  }
  const start = 10 + bytes.readUInt16LE(8);
  const header = bytes.toString("latin1", 10, start);
  const match =
    /^\{'descr': '<f4', 'fortran_order': False, 'shape': \((\d{1,10}), (\d{1,10})\), \} *\n$/.exec(header);
  if (!match)
    throw new Error(`Expected a header of a two-dimensional float32 array, got ${JSON.stringify(header)}`);
  const [rows, columns] = [Number(match[1]), Number(match[2])];
  const size = rows * columns * Float32Array.BYTES_PER_ELEMENT;
  if (bytes.length - start !== size) {
    throw new Error(`Expected ${size} bytes for ${rows} x ${columns} numbers, got ${bytes.length - start}`);
  }
  // A copy: a view would need the offset to be a multiple of 4.
  const values = new Float32Array(rows * columns);
  new Uint8Array(values.buffer).set(bytes.subarray(start));
  return { rows, columns, values };
}
