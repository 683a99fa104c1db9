// One dataset, held once for the whole process: every array is a view of a SharedArrayBuffer, so that a message
// to a worker carries a reference and never a copy. A sample's id is its row number. The rows of the transfer set
// (train and validation) come first, the test rows last.

import { sizeOfShape } from "../numeric/size-of-shape.ts";
import type { CsvColumn } from "./csv-columns.ts";
import type { FileRows } from "./file-rows.ts";

/** A label is a byte. */
export const mostClasses = 256;

/** Bytes are scaled by 1/255 when a batch is made; floats are taken as they are. */
export type Features =
  | { readonly kind: "bytes"; readonly values: Uint8Array }
  | { readonly kind: "floats"; readonly values: Float32Array };

export interface Dataset {
  readonly name: string;
  /** Shape of one sample: `[28, 28, 1]` for images, `[2]` for moons. */
  readonly inputShape: readonly number[];
  readonly numClasses: number;
  /** `[rows, product(inputShape)]`, row-major. */
  readonly features: Features;
  /**
   * Features that are not 0 in every sample, ascending, filled up with dark ones to a multiple of 16: all that a first
   * layer needs to see (67 pixels of MNIST's training images are never lit). null: all features.
   */
  readonly columns: Uint32Array | null;
  /** `[rows]`, each in `0 .. numClasses - 1`. */
  readonly labels: Uint8Array;
  readonly splits: Splits;
  /** Of files: which of their rows the samples are. Without it the data comes from no file. */
  readonly fileRows?: FileRows;
  /** Of rows of one's own: what they hold, for people. */
  readonly schema?: DataSchema;
  /** SHA-256 over shape, features, labels and splits: what a result depends on. */
  readonly hash: string;
}

/** What files of one's own hold, for people. */
export interface DataSchema {
  readonly columns: readonly (CsvColumn | ArrayColumn)[];
  /** In the order of the labels 0, 1, ... */
  readonly classes: readonly string[];
  readonly repeated: Repeated;
}

/** The features of samples that are arrays of one type. */
export interface ArrayColumn {
  readonly kind: "array";
  readonly name: string;
  /** NumPy's name of it: float32. */
  readonly type: string;
  /** Of one sample, as the file has it. */
  readonly shape: readonly number[];
  readonly least: number;
  readonly most: number;
}

/** Samples whose features are those of a training row as well. */
export interface Repeated {
  readonly validation: number;
  readonly test: number;
}

export type SplitName = "train" | "validation" | "test";

/** Sample ids, ascending. `train` and `validation` together are `0 .. transferSize - 1`. */
export type Splits = Readonly<Record<SplitName, Uint32Array>>;

export function inputSize(dataset: Pick<Dataset, "inputShape">): number {
  return sizeOfShape(dataset.inputShape);
}

/** Number of samples that a teacher labels: the train and validation rows, ids `0 .. transferSize - 1`. */
export function transferSize(dataset: Pick<Dataset, "splits">): number {
  return dataset.splits.train.length + dataset.splits.validation.length;
}

/** Of its arrays. */
export function datasetBytes({ features, labels, splits, columns, fileRows }: Dataset): number {
  const { train, validation, test } = splits;
  const arrays = [
    features.values,
    labels,
    train,
    validation,
    test,
    columns,
    fileRows?.transfer,
    fileRows?.test,
  ];
  return arrays.reduce((sum, array) => sum + (array?.byteLength ?? 0), 0);
}
