// IDX files made by hand for the tests.

/** The header of unsigned bytes for a shape, then the values. */
export function idxBytes(shape: readonly number[], values: ArrayLike<number>): Uint8Array {
  const header = new DataView(new ArrayBuffer(4 + 4 * shape.length));
  header.setUint32(0, 0x0800 + shape.length);
  shape.forEach((extent, axis) => {
    header.setUint32(4 + 4 * axis, extent);
  });
  return Buffer.concat([new Uint8Array(header.buffer), Uint8Array.from(values)]);
}
