// Rows of one's own, of one file or of one for training and one for test, as the samples of a dataset: which of them are held
// out, in which order they lie, and which are there twice.
import { createHash } from "node:crypto";
import { stream } from "../random/stream.ts";
import type { DatasetSpec } from "../study/schema.ts";
import type { Repeated } from "./dataset.ts";
import type { FileRows } from "./file-rows.ts";
import { sharedBytes, sharedIds } from "./shared.ts";
import { type RowSplit, splitRows } from "./split.ts";

export type OwnRowsSpec = Extract<DatasetSpec, { name: "csv" | "npy" }> & { readonly splitSeed: number };

export type RowValues = Uint8Array | Float32Array | Float64Array;

export interface OwnRows<V extends RowValues> {
  /** `[rows, size]` */
  readonly features: V;
  readonly labels: ArrayLike<number>;
}

export interface OwnSamples<V extends RowValues> {
  /** `[samples, size]`, by sample id: as the files have them, not shared. */
  readonly features: V;
  /** `[samples]`, shared. */
  readonly labels: Uint8Array;
  readonly splits: RowSplit["splits"];
  readonly fileRows: FileRows;
  readonly repeated: Repeated;
}

/** `other`: of the test file; null: a share of `main` is for test. `size`: features of a sample. */
export function ownSamples<V extends RowValues>(
  main: OwnRows<V>,
  other: OwnRows<V> | null,
  size: number,
  spec: OwnRowsSpec,
): OwnSamples<V> {
  const mainRows = main.labels.length;
  const [transfer, test] =
    other === null ? rowsCutInTwo(mainRows, spec) : [allRows(mainRows), allRows(other.labels.length)];
  const split = splitOf(transfer.length, test.length, spec);
  const fileRows = {
    transfer: sharedIds(split.transferRows.map((row) => transfer[row]!)),
    test: sharedIds(split.testRows.map((row) => test[row]!)),
    trainFile: mainRows,
    testFile: other === null ? null : other.labels.length,
  };
  const samples = fileRows.transfer.length + fileRows.test.length;
  const features = new (main.features.constructor as new (length: number) => V)(samples * size);
  const labels = sharedBytes(samples);
  const take = (from: OwnRows<V>, rows: Uint32Array, first: number) => {
    for (const [place, row] of rows.entries()) {
      features.set(from.features.subarray(row * size, (row + 1) * size), (first + place) * size);
      labels[first + place] = from.labels[row]!;
    }
  };
  take(main, fileRows.transfer, 0);
  take(other ?? main, fileRows.test, fileRows.transfer.length);
  const { splits } = split;
  return { features, labels, splits, fileRows, repeated: repeatedSamples(features, size, splits) };
}

/** Without a file for test: a share of the rows; both parts in the order of the file. */
function rowsCutInTwo(rows: number, { name, testShare, splitSeed }: OwnRowsSpec): [Uint32Array, Uint32Array] {
  const count = Math.min(rows - 1, Math.max(1, Math.round(testShare * rows)));
  const isTest = new Uint8Array(rows);
  for (const row of stream(splitSeed, "split", name).permutation(rows).subarray(0, count)) isTest[row] = 1;
  const all = allRows(rows);
  return [all.filter((row) => isTest[row] === 0), all.filter((row) => isTest[row] === 1)];
}

function allRows(rows: number): Uint32Array {
  return Uint32Array.from({ length: rows }, (_, row) => row);
}

function splitOf(transferRows: number, testRows: number, spec: OwnRowsSpec): RowSplit {
  const used = Math.min(transferRows, spec.trainLimit ?? transferRows);
  const validation = Math.max(1, Math.round(spec.validationShare * used));
  return splitRows(transferRows, testRows, { ...spec, validation });
}

/** By the hash of their bytes: of large samples it is all that is kept. */
function repeatedSamples(features: RowValues, size: number, splits: RowSplit["splits"]): Repeated {
  const bytes = features.BYTES_PER_ELEMENT * size;
  const hashOf = (id: number) =>
    createHash("sha1")
      .update(new Uint8Array(features.buffer, features.byteOffset + id * bytes, bytes))
      .digest("base64");
  const trained = new Set(Array.from(splits.train, hashOf));
  const among = (ids: Uint32Array) => ids.reduce((sum, id) => sum + (trained.has(hashOf(id)) ? 1 : 0), 0);
  return { validation: among(splits.validation), test: among(splits.test) };
}
