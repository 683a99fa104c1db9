/** JavaScript for the numbers, bit for bit, one array after another. */
export function javascriptFloats(arrays: readonly Float32Array[]): string {
  const all = Buffer.concat(arrays.map((a) => Buffer.from(a.buffer, a.byteOffset, a.byteLength)));
  return `new Float32Array(
  Uint8Array.from(atob("${all.toString("base64")}"), (character) => character.charCodeAt(0)).buffer,
)`;
}
