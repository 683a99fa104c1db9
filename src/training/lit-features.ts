// The inputs of a batch for a first layer: column by column, and without the columns that are 0 in every sample of this
// batch (of MNIST's 784 pixels a batch of 128 lights some 530), which would only add zeros to its products.
import { type Dataset, inputSize } from "../data/dataset.ts";
import { litMask, wordsOf } from "../data/lit-columns.ts";
import { brightness, gatherRows, transposed } from "./batches.ts";

export interface LitFeatures {
  readonly rows: number;
  /** Which of the inputs are there, ascending; null: all. */
  readonly columns: Int32Array | null;
  /** `[columns, rows]`; behind given columns one more, of zeros. Bytes are scaled to 0..1. */
  readonly values: Float32Array;
}

/** All columns of plain values `[rows, width]`. */
export function allColumns(values: Float32Array, width: number): LitFeatures {
  return { rows: values.length / width, columns: null, values: transposed(values, width) };
}

/** Samples of a byte dataset, not yet read. */
export interface SampleBytes {
  readonly rows: number;
  readonly ids: Uint32Array;
  /** `[*, size]` */
  readonly bytes: Uint8Array;
  readonly size: number;
  /** `Dataset.columns`: the inputs, in their order; null: all. */
  readonly inputs: Uint32Array | null;
}

export type BatchFeatures = LitFeatures | SampleBytes;

export function featureReader(dataset: Dataset): (ids: Uint32Array) => BatchFeatures {
  const size = inputSize(dataset);
  const { kind, values } = dataset.features;
  if (kind === "floats") return (ids) => allColumns(gatherRows(values, size, ids), size);
  return (ids) => ({ rows: ids.length, ids, bytes: values, size, inputs: dataset.columns });
}

export function litFeatures(features: BatchFeatures): LitFeatures {
  if (!("ids" in features)) return features;
  const { rows, ids, bytes, size } = features;
  const inputs = features.inputs ?? Uint32Array.from({ length: size }, (_, column) => column);
  const isLit = litMask(bytes, size, ids);
  const columns = Int32Array.from(inputs.keys()).filter((input) => isLit[inputs[input]!] !== 0);
  const start = new Int32Array(size); // of each lit column in the batch
  for (let place = 0; place < columns.length; place++) start[inputs[columns[place]!]!] = place * rows;

  const { words, step, rowWords } = wordsOf(bytes, size);
  const values = new Float32Array((columns.length + 1) * rows);
  for (let row = 0; row < rows; row++) {
    const first = ids[row]! * rowWords;
    for (let word = 0; word < rowWords; word++) {
      let column = word * step;
      // little-endian: the first byte is the lowest
      for (let rest = words[first + word]!; rest !== 0; rest >>>= 8) {
        if ((rest & 255) !== 0) values[start[column]! + row] = brightness[rest & 255]!;
        column++;
      }
    }
  }
  return { rows, columns, values };
}
