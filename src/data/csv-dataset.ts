// Rows of a CSV file, or of one for training and one for test, as a dataset: classes from a named column, features from the
// others, numbers standardised by the training rows.
import { resolve } from "node:path";
import { stream } from "../random/stream.ts";
import { shown } from "../study/problem.ts";
import type { DatasetSpec } from "../study/schema.ts";
import { UserError } from "../user-error.ts";
import {
  type CsvColumn,
  type CsvSchema,
  cellsOf,
  csvColumns,
  csvFeatures,
  sizeOf,
  widthOf,
} from "./csv-columns.ts";
import { type CsvTable, columnOf, csvTable } from "./csv-table.ts";
import type { Dataset } from "./dataset.ts";
import { datasetHash } from "./hash.ts";
import { readDataFile } from "./read-file.ts";
import { sharedBytes, sharedFloats } from "./shared.ts";
import { type RowSplit, splitRows } from "./split.ts";

export type CsvSpec = Extract<DatasetSpec, { name: "csv" }> & { readonly splitSeed: number };

export type CsvDataset = Dataset & { readonly schema: CsvSchema };

const mostClasses = 256;

/** Relative paths start at `baseFolder`. @throws UserError */
export async function csvDataset(spec: CsvSpec, baseFolder: string): Promise<CsvDataset> {
  const main = await tableOf(spec.file, "file", baseFolder);
  const other = spec.testFile === undefined ? null : await tableOf(spec.testFile, "testFile", baseFolder);
  const tables = other === null ? [main] : [main, other];
  const columns = csvColumns(tables, featuresOf(spec, main));
  const names = tables.map((table) => cellsOf(table, spec.label, "label"));
  const classes = classesOf(names.flat(), spec, main);
  const parts = tables.map((table, index) => ({
    features: csvFeatures(table, columns),
    labels: names[index]!.map((name) => classes.indexOf(name)),
  }));
  const size = sizeOf(columns);
  const [transfer, test] = other === null ? cutInTwo(parts[0]!, size, spec) : [parts[0]!, parts[1]!];
  return assembled(transfer, test, { spec, size, columns, classes });
}

async function tableOf(path: string, field: string, baseFolder: string): Promise<CsvTable> {
  const file = `\`${field}\` (${path})`;
  return csvTable(await readDataFile(resolve(baseFolder, path), file), file);
}

/** Names of the columns to learn from. */
function featuresOf({ label, features }: CsvSpec, table: CsvTable): readonly string[] {
  columnOf(table, label, "label");
  if (features === undefined) return table.columns.filter((name) => name !== label);
  if (!features.includes(label)) return features;
  throw new UserError(
    `${table.file}: expected \`features\` without the column of the classes, got ${shown(label)}, which is the \`label\`.`,
  );
}

/** Numbers by their size, texts by their letters. */
function classesOf(cells: readonly string[], { label }: CsvSpec, { file }: CsvTable): string[] {
  const names = [...new Set(cells)];
  const areNumbers = names.every((name) => /^[+-]?\d+(\.\d+)?$/.test(name));
  names.sort(areNumbers ? (a, b) => Number(a) - Number(b) : undefined);
  if (names.length >= 2 && names.length <= mostClasses) return names;
  throw new UserError(
    `${file}: expected 2 to ${mostClasses} classes in column ${shown(label)}, got ${names.length}` +
      `${names.length > mostClasses ? ", among them " : ": "}${names.slice(0, 3).map(shown).join(", ")}. ` +
      "Name the column that holds the classes as `label`.",
  );
}

interface Samples {
  /** `[rows, size]` */
  readonly features: Float64Array;
  readonly labels: readonly number[];
}

/** Without a file for test: a share of the rows, in the order of the file. */
function cutInTwo(samples: Samples, size: number, { testShare, splitSeed }: CsvSpec): [Samples, Samples] {
  const rows = samples.labels.length;
  const count = Math.min(rows - 1, Math.max(1, Math.round(testShare * rows)));
  const isTest = new Uint8Array(rows);
  for (const row of stream(splitSeed, "split", "csv").permutation(rows).subarray(0, count)) isTest[row] = 1;
  const taken = (wanted: number): Samples => {
    const chosen = [...isTest.keys()].filter((row) => isTest[row] === wanted);
    const features = new Float64Array(chosen.length * size);
    for (const [place, row] of chosen.entries())
      features.set(samples.features.subarray(row * size, (row + 1) * size), place * size);
    return { features, labels: chosen.map((row) => samples.labels[row]!) };
  };
  return [taken(0), taken(1)];
}

interface Parts {
  readonly spec: CsvSpec;
  readonly size: number;
  readonly columns: readonly CsvColumn[];
  readonly classes: readonly string[];
}

function assembled(transfer: Samples, test: Samples, { spec, size, columns, classes }: Parts): CsvDataset {
  const split = splitOf(transfer.labels.length, test.labels.length, spec);
  const raw = gathered(transfer, test, split, size);
  const repeated = repeatedSamples(raw, size, split);
  if (spec.standardize) standardise(raw, size, columns, split);
  const labels = sharedBytes(raw.length / size);
  labels.set([...split.transferRows].map((row) => transfer.labels[row]!));
  labels.set(
    [...split.testRows].map((row) => test.labels[row]!),
    split.transferRows.length,
  );
  const values = sharedFloats(raw.length);
  values.set(raw);
  const content = {
    inputShape: [size],
    numClasses: classes.length,
    features: { kind: "floats", values },
    labels,
    splits: split.splits,
  } as const;
  const schema = { columns, classes, repeated };
  return { name: "csv", ...content, columns: null, hash: datasetHash(content), schema };
}

function splitOf(transferRows: number, testRows: number, spec: CsvSpec): RowSplit {
  const used = Math.min(transferRows, spec.trainLimit ?? transferRows);
  const validation = Math.max(1, Math.round(spec.validationShare * used));
  return splitRows(transferRows, testRows, { ...spec, validation });
}

/** By sample id: the rows of the transfer set, then those of test. */
function gathered(transfer: Samples, test: Samples, split: RowSplit, size: number): Float64Array {
  const features = new Float64Array((split.transferRows.length + split.testRows.length) * size);
  const copy = (from: Samples, rows: Uint32Array, first: number) => {
    for (const [place, row] of rows.entries())
      features.set(from.features.subarray(row * size, (row + 1) * size), (first + place) * size);
  };
  copy(transfer, split.transferRows, 0);
  copy(test, split.testRows, split.transferRows.length);
  return features;
}

/** Mean 0 and standard deviation 1 over the training rows; a number that is the same in all of them becomes 0 there. */
function standardise(
  features: Float64Array,
  size: number,
  columns: readonly CsvColumn[],
  { splits }: RowSplit,
): void {
  const { train } = splits;
  let at = 0;
  for (const column of columns) {
    if (column.kind === "number") {
      let [sum, squares] = [0, 0];
      for (const id of train) sum += features[id * size + at]!;
      const mean = sum / train.length;
      for (const id of train) squares += (features[id * size + at]! - mean) ** 2;
      const deviation = Math.sqrt(squares / train.length) || 1;
      for (let place = at; place < features.length; place += size)
        features[place] = (features[place]! - mean) / deviation;
    }
    at += widthOf(column);
  }
}

function repeatedSamples(features: Float64Array, size: number, { splits }: RowSplit): CsvSchema["repeated"] {
  const textOf = (id: number) => features.subarray(id * size, (id + 1) * size).join();
  const trained = new Set(Array.from(splits.train, textOf));
  const among = (ids: Uint32Array) => ids.reduce((sum, id) => sum + (trained.has(textOf(id)) ? 1 : 0), 0);
  return { validation: among(splits.validation), test: among(splits.test) };
}
