// Which samples make a batch, and their pixels as floats. Padded to a whole number of 16 rows: the vector loops of
// a softmax then fall alike on every lane of a stack, which is what makes a lane's bits independent of the stack.
import { type Dataset, inputSize } from "../data/dataset.ts";
import { stream } from "../random/stream.ts";
import type { Role } from "./role.ts";

const rowMultiple = 16;

/**
 * Of one product. With more rows TensorFlow chooses its algorithm by the number of lanes, and their bits change
 * (docs/decisions/003-lanes.md).
 */
export const mostRows = 512;

/** The ids of one batch; `ids.length` is padded, the first `rows` of them count. */
export interface Batch {
  readonly ids: Uint32Array;
  readonly rows: number;
}

/**
 * `rows` samples in the order that belongs to the seed, the role and the epoch: all of `ids` once, and again where there are
 * fewer. The last batch may be shorter.
 */
export function epochBatches(
  ids: Uint32Array,
  batchSize: number,
  seed: number,
  epoch: number,
  role: Role = "student",
  rows: number = ids.length,
): Batch[] {
  const { permutation } = stream(seed, role, "batches", epoch);
  const order = new Uint32Array(rows);
  for (let first = 0; first < rows; first += ids.length) {
    permutation(ids.length)
      .subarray(0, rows - first)
      .forEach((place, index) => {
        order[first + index] = ids[place]!;
      });
  }
  return consecutiveBatches(order, batchSize);
}

export function consecutiveBatches(ids: Uint32Array, batchSize: number): Batch[] {
  const batches: Batch[] = [];
  for (let first = 0; first < ids.length; first += batchSize) {
    batches.push(padded(ids.subarray(first, first + batchSize)));
  }
  return batches;
}

/** Filled up with copies of the first sample, which weigh nothing. */
function padded(ids: Uint32Array): Batch {
  const size = Math.ceil(ids.length / rowMultiple) * rowMultiple;
  const filled = new Uint32Array(size).fill(ids[0]!);
  filled.set(ids);
  return { ids: filled, rows: ids.length };
}

/** Of each byte, 0 to 1. */
export const brightness = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/** `[ids.length, inputSize]`, row-major: bytes scaled to 0..1, floats as they are. */
export function batchFeatures(dataset: Dataset, ids: Uint32Array): Float32Array {
  const size = inputSize(dataset);
  const { kind, values } = dataset.features;
  if (kind === "floats") return gatherRows(values, size, ids);
  const batch = new Float32Array(ids.length * size);
  for (let row = 0; row < ids.length; row++) {
    const source = ids[row]! * size;
    const target = row * size;
    for (let i = 0; i < size; i++) {
      const byte = values[source + i]!;
      if (byte !== 0) batch[target + i] = brightness[byte]!; // four pixels of five are dark
    }
  }
  return batch;
}

/** `[ids.length, numClasses]`, row-major. `labels`: of all samples. */
export function oneHotLabels(labels: Uint8Array, numClasses: number, ids: Uint32Array): Float32Array {
  const batch = new Float32Array(ids.length * numClasses);
  ids.forEach((id, row) => {
    batch[row * numClasses + labels[id]!] = 1;
  });
  return batch;
}

/** Rows `ids` of a matrix `[*, width]`. */
export function gatherRows(matrix: Float32Array, width: number, ids: Uint32Array): Float32Array {
  const rows = new Float32Array(ids.length * width);
  ids.forEach((id, row) => {
    rows.set(matrix.subarray(id * width, (id + 1) * width), row * width);
  });
  return rows;
}

/** `[rows, columns] -> [columns, rows]` */
export function transposed(matrix: Float32Array, columns: number): Float32Array {
  const rows = matrix.length / columns;
  const result = new Float32Array(matrix.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      result[column * rows + row] = matrix[row * columns + column]!;
  }
  return result;
}
