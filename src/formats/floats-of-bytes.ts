/** A copy: a view would need the offset to be a multiple of 4. `bytes`: little-endian, a multiple of 4 of them. */
export function floatsOfBytes(bytes: Uint8Array): Float32Array {
  const values = new Float32Array(bytes.length / Float32Array.BYTES_PER_ELEMENT);
  new Uint8Array(values.buffer).set(bytes);
  return values;
}
