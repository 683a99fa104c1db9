import { inputSize } from "../data/dataset.ts";
import type { RandomStream } from "../random/stream.ts";

/**
 * Each image shifted by up to `most` pixels down or up and right or left, each shift equally likely; the edge is filled
 * with 0. `batch` `[rows, height * width * channels]`, of `inputShape` `[height, width, channels]`.
 */
export function jittered(
  batch: Float32Array,
  inputShape: readonly number[],
  most: number,
  { int }: Pick<RandomStream, "int">,
): Float32Array {
  const size = inputSize({ inputShape });
  const shifted = new Float32Array(batch.length);
  const shift = () => int(2 * most + 1) - most;
  for (let first = 0; first < batch.length; first += size) {
    const [from, to] = [batch, shifted].map((images) => images.subarray(first, first + size));
    copyShifted(from!, to!, inputShape, shift(), shift());
  }
  return shifted;
}

/** Line by line: what `from` has `down` lines above and `right` pixels to the left. */
function copyShifted(
  from: Float32Array,
  to: Float32Array,
  inputShape: readonly number[],
  down: number,
  right: number,
): void {
  const [height, width, channels] = inputShape as [number, number, number];
  const line = width * channels;
  const kept = Math.max(0, width - Math.abs(right)) * channels;
  const source = Math.max(0, -right) * channels; // of the first pixel that stays in the picture
  const target = Math.max(0, right) * channels;
  for (let y = Math.max(0, down); y < Math.min(height, height + down); y++) {
    const start = (y - down) * line + source;
    to.set(from.subarray(start, start + kept), y * line + target);
  }
}
