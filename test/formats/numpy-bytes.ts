/** A file of `numpy.lib.format`, version 1.0, with any header: `descr` and `shape` as Python prints them. */
export function numpyBytes(
  descr: string,
  shape: string,
  data: Uint8Array | readonly number[],
  fortranOrder = "False",
): Buffer {
  const dict = `{'descr': ${descr}, 'fortran_order': ${fortranOrder}, 'shape': ${shape}, }`;
  const header = `${dict.padEnd(117)}\n`;
  const length = Buffer.alloc(2);
  length.writeUInt16LE(header.length);
  return Buffer.concat([
    Buffer.from("\x93NUMPY\x01\x00", "latin1"),
    length,
    Buffer.from(header),
    Uint8Array.from(data),
  ]);
}

/** Little-endian, as every machine here has them. */
export function bytesOf(values: Float32Array | Float64Array | Int32Array | BigInt64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** `[rows, columns]` of float32. */
export function floatMatrix(rows: readonly (readonly number[])[]): Buffer {
  const shape = `(${rows.length}, ${rows[0]!.length})`;
  return numpyBytes("'<f4'", shape, bytesOf(Float32Array.from(rows.flat())));
}
