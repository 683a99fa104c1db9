// What the data of a study, or a CSV file before there is a study, looks like.
import { type CsvColumn, csvColumns } from "../data/csv-columns.ts";
import { type CsvTable, csvTable } from "../data/csv-table.ts";
import type { DataSchema } from "../data/dataset.ts";
import { loadDataset } from "../data/load.ts";
import { readDataFile } from "../data/read-file.ts";
import type { Study } from "../study/schema.ts";
import { UserError } from "../user-error.ts";

/** A column of a file of which nothing is asked yet. */
export interface ColumnSummary {
  readonly name: string;
  readonly different: number;
  readonly empty: number;
  /** null where its cells are neither numbers nor few texts, or some are empty. */
  readonly column: CsvColumn | null;
  /** Why a study of all that can be used goes without it; null where it does not. */
  readonly leftOut: string | null;
}

export async function csvSummary(path: string): Promise<ColumnSummary[]> {
  const table = csvTable(await readDataFile(path, path), path);
  return table.columns.map((name, index) => {
    const cells = table.rows.map((row) => row[index]!);
    const empty = cells.filter((cell) => cell === "").length;
    const different = new Set(cells).size;
    const summary = { name, different, empty };
    if (empty > 0) return { ...summary, column: null, leftOut: gaps(empty, cells.length) };
    const feature = featureOf(table, name);
    return numbersRows(cells) ? { ...summary, ...feature, leftOut: rowNumbers } : { ...summary, ...feature };
  });
}

function gaps(empty: number, rows: number): string {
  return `${empty} of its ${rows} cells ${empty === 1 ? "is" : "are"} empty. Fill them in, or remove these rows`;
}

function featureOf(table: CsvTable, name: string): Pick<ColumnSummary, "column" | "leftOut"> {
  try {
    return { column: csvColumns([table], [name])[0]!, leftOut: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { column: null, leftOut: sentence(error.message.slice(`${table.file}: `.length)) };
  }
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`.replace(/\.$/, "");
}

const rowNumbers = "It numbers the rows, so nothing can be learned from it";

/** Fewer may well be in order by chance. */
const fewestRows = 10;

/** Whole numbers, each larger than the one before: what a row was called where it came from. */
function numbersRows(cells: readonly string[]): boolean {
  if (cells.length < fewestRows || !cells.every((cell) => /^\d{1,15}$/.test(cell))) return false;
  return cells.every((cell, row) => row === 0 || Number(cell) > Number(cells[row - 1]));
}

export interface DescribedDataset {
  readonly experiment: string;
  readonly name: string;
  readonly inputShape: readonly number[];
  readonly numClasses: number;
  readonly train: number;
  readonly validation: number;
  readonly test: number;
  readonly hash: string;
  /** Of rows of one's own. */
  readonly schema: DataSchema | null;
}

/** With the first seed of the study. */
export async function describedDatasets(study: Study): Promise<DescribedDataset[]> {
  const described: DescribedDataset[] = [];
  for (const { name: experiment, dataset } of study.experiments) {
    const data = await loadDataset(dataset, study.seeds[0]!);
    const { name, inputShape, numClasses, splits, hash, schema = null } = data;
    const [train, validation, test] = [splits.train.length, splits.validation.length, splits.test.length];
    described.push({ experiment, name, inputShape, numClasses, train, validation, test, hash, schema });
  }
  return described;
}
