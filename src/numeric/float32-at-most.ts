/**
 * The largest float32 that is at most `value`. A float32 is at most `value` where it is at most this, which does not hold for
 * the nearest float32: that may lie above.
 */
export function float32AtMost(value: number): number {
  const nearest = Float32Array.of(value);
  if (!(nearest[0]! > value)) return nearest[0]!;
  const bits = new Int32Array(nearest.buffer); // neighbours differ by 1, away from 0 upwards; a negative one has the sign bit
  bits[0]! += bits[0]! < 0 ? 1 : -1;
  return nearest[0]!;
}
