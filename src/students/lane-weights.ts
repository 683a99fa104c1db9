// The weights of fully connected networks as plain arrays: one network alone (`LaneWeights`), and many of the same
// shape side by side (`stackLanes`). Sizes are `[inputs, hidden..., classes]`.
import { stream } from "../random/stream.ts";
import type { Role } from "../training/role.ts";

/** Kernel `[in, out]` row-major and bias `[out]` of each layer in turn: `[kernel, bias, kernel, bias, ...]`. */
export type LaneWeights = readonly Float32Array[];

/**
 * Glorot & Bengio 2010 (eq. 16): uniform within ±sqrt(6 / (in + out)); biases 0. Drawn from streams of the seed, the
 * role and the layer alone, so all students of one seed start alike where their shapes agree, and no teacher starts
 * as its student does.
 */
export function initialWeights(sizes: readonly number[], seed: number, role: Role = "student"): LaneWeights {
  return sizes.slice(1).flatMap((outputs, layer) => {
    const inputs = sizes[layer]!;
    const limit = Math.sqrt(6 / (inputs + outputs));
    const random = stream(seed, role, "init", layer);
    const kernel = Float32Array.from({ length: inputs * outputs }, () => (2 * random.uniform() - 1) * limit);
    return [kernel, new Float32Array(outputs)];
  });
}

/**
 * The tensors of a stack: the first kernel `[in, lanes * out]` (one product serves all lanes), later kernels
 * `[lanes, in, out]`, each bias `[lanes * out]`.
 */
export function stackLanes(lanes: readonly LaneWeights[], sizes: readonly number[]): Float32Array[] {
  return lanes[0]!.map((first, index) => {
    const stacked = new Float32Array(first.length * lanes.length);
    lanes.forEach((lane, k) => {
      eachRun(index, sizes, lanes.length, k, (alone, together, length) => {
        stacked.set(lane[index]!.subarray(alone, alone + length), together);
      });
    });
    return stacked;
  });
}

/** The inverse of `stackLanes`. */
export function splitLanes(
  stacked: readonly Float32Array[],
  sizes: readonly number[],
  lanes: number,
): LaneWeights[] {
  return Array.from({ length: lanes }, (_, k) =>
    stacked.map((together, index) => {
      const lane = new Float32Array(together.length / lanes);
      eachRun(index, sizes, lanes, k, (alone, at, length) =>
        lane.set(together.subarray(at, at + length), alone),
      );
      return lane;
    }),
  );
}

/** The runs of numbers that lie together both alone and in the stack: rows of the first kernel, else everything. */
function eachRun(
  index: number,
  sizes: readonly number[],
  lanes: number,
  lane: number,
  visit: (alone: number, together: number, length: number) => void,
): void {
  const layer = index >> 1;
  const outputs = sizes[layer + 1]!;
  const isKernel = index % 2 === 0;
  if (index === 0) {
    for (let row = 0; row < sizes[0]!; row++) {
      visit(row * outputs, (row * lanes + lane) * outputs, outputs);
    }
    return;
  }
  const length = isKernel ? sizes[layer]! * outputs : outputs;
  visit(0, lane * length, length);
}
