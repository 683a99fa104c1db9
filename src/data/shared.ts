// Arrays in memory that all threads see: a message carries a reference to them, never a copy. Filled once by the
// thread that made them, read-only by agreement afterwards.

export function sharedBytes(length: number): Uint8Array<SharedArrayBuffer> {
  return new Uint8Array(new SharedArrayBuffer(length));
}

export function sharedFloats(length: number): Float32Array<SharedArrayBuffer> {
  return new Float32Array(new SharedArrayBuffer(length * Float32Array.BYTES_PER_ELEMENT));
}

/** For sample ids and row numbers. */
export function sharedIds(values: ArrayLike<number>): Uint32Array<SharedArrayBuffer> {
  const ids = new Uint32Array(new SharedArrayBuffer(values.length * Uint32Array.BYTES_PER_ELEMENT));
  ids.set(values);
  return ids;
}
