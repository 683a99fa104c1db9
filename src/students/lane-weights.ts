// The weights of fully connected networks as plain arrays: one network alone (`LaneWeights`), and many of the same
// shape side by side (`stackLanes`), lane after lane in each array. Sizes are `[inputs, hidden..., classes]`.
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
 * The arrays of a stack: kernels `[lanes, out, in]`, biases `[lanes, out]`. Of the first kernel only the inputs
 * `columns` are taken, in their order; null takes all.
 */
export function stackLanes(
  lanes: readonly LaneWeights[],
  sizes: readonly number[],
  columns: Uint32Array | null,
): Float32Array[] {
  return lanes[0]!.map((_, index) => {
    const { length, positions } = transposition(index, sizes, columns);
    const stacked = new Float32Array(length * lanes.length);
    lanes.forEach((lane, k) => {
      for (let i = 0; i < length; i++) stacked[k * length + i] = lane[index]![positions[i]!]!;
    });
    return stacked;
  });
}

/** The inverse of `stackLanes`: what its `columns` leave out stays as it is in `whole`. */
export function splitLanes(
  stacked: readonly Float32Array[],
  sizes: readonly number[],
  columns: Uint32Array | null,
  whole: readonly LaneWeights[],
): LaneWeights[] {
  const order = stacked.map((_, index) => transposition(index, sizes, columns));
  return whole.map((weights, k) =>
    weights.map((before, index) => {
      const { length, positions } = order[index]!;
      const lane = before.slice();
      for (let i = 0; i < length; i++) lane[positions[i]!] = stacked[index]![k * length + i]!;
      return lane;
    }),
  );
}

/** For each number of a lane in the stack, its place in the lane alone. */
function transposition(index: number, sizes: readonly number[], columns: Uint32Array | null) {
  const layer = index >> 1;
  const outputs = sizes[layer + 1]!;
  if (index % 2 === 1)
    return { length: outputs, positions: Uint32Array.from({ length: outputs }, (_, o) => o) };
  const inputs =
    layer === 0 && columns !== null ? columns : Uint32Array.from({ length: sizes[layer]! }, (_, i) => i);
  const length = outputs * inputs.length;
  const positions = new Uint32Array(length);
  for (let o = 0; o < outputs; o++) {
    for (let i = 0; i < inputs.length; i++) positions[o * inputs.length + i] = inputs[i]! * outputs + o;
  }
  return { length, positions };
}
