/** JavaScript for the numbers, bit for bit, one array after another; all are float32, or all float64. */
export function javascriptFloats(arrays: readonly (Float32Array | Float64Array)[]): string {
  const all = Buffer.concat(arrays.map((a) => Buffer.from(a.buffer, a.byteOffset, a.byteLength)));
  const type = arrays[0] instanceof Float64Array ? "Float64Array" : "Float32Array";
  return `new ${type}(
  Uint8Array.from(atob("${all.toString("base64")}"), (character) => character.charCodeAt(0)).buffer,
)`;
}
