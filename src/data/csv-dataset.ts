// Rows of a CSV file, or of one for training and one for test, as a dataset: classes from a named column, features from the
// others, numbers standardised by the training rows.
import { resolve } from "node:path";
import { shown } from "../study/problem.ts";
import { UserError } from "../user-error.ts";
import { type CsvColumn, cellsOf, csvColumns, csvFeatures, sizeOf, widthOf } from "./csv-columns.ts";
import { type CsvTable, columnOf, csvTable } from "./csv-table.ts";
import { type DataSchema, type Dataset, mostClasses } from "./dataset.ts";
import { datasetHash } from "./hash.ts";
import { type OwnRowsSpec, type OwnSamples, ownSamples } from "./own-rows.ts";
import { readDataFile } from "./read-file.ts";
import { sharedFloats } from "./shared.ts";
import { type Scaling, scalingOf, standardise } from "./standardise.ts";

export type CsvSpec = Extract<OwnRowsSpec, { name: "csv" }>;

export type CsvDataset = Dataset & { readonly schema: DataSchema };

export interface CsvSamples {
  /** As the files have them: nothing is scaled. */
  readonly samples: OwnSamples<Float64Array>;
  /** What the dataset scales them by; null: by nothing. */
  readonly scaling: Scaling | null;
  readonly columns: readonly CsvColumn[];
  readonly classes: readonly string[];
}

/** Relative paths start at `baseFolder`. @throws UserError */
export async function csvDataset(spec: CsvSpec, baseFolder: string): Promise<CsvDataset> {
  const { samples, scaling, columns, classes } = await csvSamples(spec, baseFolder);
  const { features, labels, splits, fileRows, repeated } = samples;
  if (scaling !== null) standardise(features, scaling);
  const values = sharedFloats(features.length);
  values.set(features);
  const content = {
    inputShape: [sizeOf(columns)],
    numClasses: classes.length,
    features: { kind: "floats", values },
    labels,
    splits,
  } as const;
  const schema = { columns, classes, repeated };
  return { name: "csv", ...content, columns: null, fileRows, hash: datasetHash(content), schema };
}

/** Of `csvDataset`. @throws UserError */
export async function csvSamples(spec: CsvSpec, baseFolder: string): Promise<CsvSamples> {
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
  const samples = ownSamples(parts[0]!, parts[1] ?? null, size, spec);
  const scaling = spec.standardize
    ? scalingOf(samples.features, size, numberFeatures(columns), samples.splits.train)
    : null;
  return { samples, scaling, columns, classes };
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

/** The places of the numbers among the features. */
function numberFeatures(columns: readonly CsvColumn[]): number[] {
  let first = 0;
  return columns.flatMap((column) => {
    const at = first;
    first += widthOf(column);
    return column.kind === "number" ? [at] : [];
  });
}
