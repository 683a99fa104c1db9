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
 * The arrays of a stack: the first kernel `[in, lanes * out]`, so that inputs can be chosen as rows; later ones
 * `[lanes, out, in]`, biases `[lanes, out]`. Of the first kernel only the inputs `columns` are taken, in their order;
 * null takes all.
 */
export function stackLanes(
  lanes: readonly LaneWeights[],
  sizes: readonly number[],
  columns: Uint32Array | null,
): Float32Array[] {
  return lanes[0]!.map((_, index) => {
    const places = placesOf(index, sizes, columns, lanes.length);
    const stacked = new Float32Array(places.alone.length * lanes.length);
    lanes.forEach((lane, k) => {
      places.alone.forEach((alone, i) => {
        stacked[places.together(k, i)] = lane[index]![alone]!;
      });
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
  const places = stacked.map((_, index) => placesOf(index, sizes, columns, whole.length));
  return whole.map((weights, k) =>
    weights.map((before, index) => {
      const { alone, together } = places[index]!;
      const lane = before.slice();
      for (let i = 0; i < alone.length; i++) lane[alone[i]!] = stacked[index]![together(k, i)]!;
      return lane;
    }),
  );
}

/** First kernels as `decayed` has shrunk them, by lane: for the inputs that a stack leaves out. */
export function withDecay(lanes: readonly LaneWeights[], decayed: readonly number[]): LaneWeights[] {
  return lanes.map(([first, ...rest], lane) => [
    decayed[lane] === 1 ? first! : first!.map((weight) => weight * decayed[lane]!),
    ...rest,
  ]);
}

/** Where the numbers of one parameter lie: in a lane alone (`alone[i]`), and in the stack. */
interface Places {
  readonly alone: Uint32Array;
  together(lane: number, i: number): number;
}

function placesOf(
  index: number,
  sizes: readonly number[],
  columns: Uint32Array | null,
  lanes: number,
): Places {
  const layer = index >> 1;
  const outputs = sizes[layer + 1]!;
  const inputs = sizes[layer]!;
  const laneByLane = (alone: Uint32Array): Places => ({
    alone,
    together: (lane, i) => lane * alone.length + i,
  });
  if (index % 2 === 1) return laneByLane(Uint32Array.from({ length: outputs }, (_, o) => o));
  if (layer > 0) {
    const transposed = (_: unknown, i: number) => (i % inputs) * outputs + Math.floor(i / inputs);
    return laneByLane(Uint32Array.from({ length: inputs * outputs }, transposed));
  }
  const rows = columns?.length ?? inputs;
  const alone = Uint32Array.from({ length: rows * outputs }, (_, i) => {
    const row = Math.floor(i / outputs);
    return (columns?.[row] ?? row) * outputs + (i % outputs);
  });
  return {
    alone,
    together: (lane, i) => (Math.floor(i / outputs) * lanes + lane) * outputs + (i % outputs),
  };
}
