// Networks of one shape side by side: the arrays of a stack, made of those of its lanes and cut into them again.
import type { LaneWeights } from "./lane-weights.ts";

/** Where the numbers of one parameter lie: in a lane alone (`alone[i]`), and in a stack of so many lanes. */
export interface Places {
  readonly alone: Uint32Array;
  together(lane: number, i: number, lanes: number): number;
}

/** Of each parameter in turn. */
export type Layout = readonly Places[];

export function stackLanes(lanes: readonly LaneWeights[], layout: Layout): Float32Array[] {
  return layout.map(({ alone, together }, index) => {
    const stacked = new Float32Array(alone.length * lanes.length);
    lanes.forEach((lane, k) => {
      alone.forEach((place, i) => {
        stacked[together(k, i, lanes.length)] = lane[index]![place]!;
      });
    });
    return stacked;
  });
}

/** The inverse of `stackLanes`: what the layout leaves out stays as it is in `whole`. */
export function splitLanes(
  stacked: readonly Float32Array[],
  layout: Layout,
  whole: readonly LaneWeights[],
): LaneWeights[] {
  return whole.map((weights, k) =>
    weights.map((before, index) => {
      const { alone, together } = layout[index]!;
      const lane = before.slice();
      for (let i = 0; i < alone.length; i++) {
        lane[alone[i]!] = stacked[index]![together(k, i, whole.length)]!;
      }
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

/**
 * The first kernel is `[in, lanes * out]`, so that inputs can be chosen as rows; later ones `[lanes, out, in]`, biases
 * `[lanes, out]`. Sizes are `[inputs, hidden..., classes]`.
 */
export function mlpLayout(sizes: readonly number[], columns: Uint32Array | null): Layout {
  return sizes.slice(1).flatMap((outputs, layer) => {
    const inputs = sizes[layer]!;
    const kernel =
      layer === 0
        ? firstKernelPlaces(inputs, outputs, columns)
        : laneByLane(inputs * outputs, (i) => (i % inputs) * outputs + Math.floor(i / inputs));
    return [kernel, laneByLane(outputs)];
  });
}

/** `[in, out]` -> `[in, lanes * out]`. Only the inputs `columns` are taken, in their order; null takes all. */
export function firstKernelPlaces(inputs: number, outputs: number, columns: Uint32Array | null): Places {
  const rows = columns?.length ?? inputs;
  const alone = Uint32Array.from({ length: rows * outputs }, (_, i) => {
    const row = Math.floor(i / outputs);
    return (columns?.[row] ?? row) * outputs + (i % outputs);
  });
  return {
    alone,
    together: (lane, i, lanes) => (Math.floor(i / outputs) * lanes + lane) * outputs + (i % outputs),
  };
}

/** `[lanes, length]`; `order` gives the number of a lane alone that is its number `i` in the stack. */
export function laneByLane(length: number, order = (i: number) => i): Places {
  return {
    alone: Uint32Array.from({ length }, (_, i) => order(i)),
    together: (lane, i) => lane * length + i,
  };
}
