// What the data of a study, or a CSV file before there is a study, looks like.
import { type CsvColumn, type CsvSchema, csvColumns } from "../data/csv-columns.ts";
import { csvTable } from "../data/csv-table.ts";
import { loadDataset } from "../data/load.ts";
import { readDataFile } from "../data/read-file.ts";
import type { Study } from "../study/schema.ts";
import { UserError } from "../user-error.ts";

/** A column of a file of which nothing is asked yet. */
export interface ColumnSummary {
  readonly name: string;
  readonly different: number;
  readonly empty: number;
  /** null where its cells are neither numbers nor few texts. */
  readonly column: CsvColumn | null;
}

export async function csvSummary(path: string): Promise<ColumnSummary[]> {
  const table = csvTable(await readDataFile(path, path), path);
  return table.columns.map((name, index) => {
    const cells = table.rows.map((row) => row[index]!);
    const empty = cells.filter((cell) => cell === "").length;
    return {
      name,
      different: new Set(cells).size,
      empty,
      column: empty > 0 ? null : columnOrNull(table, name),
    };
  });
}

function columnOrNull(table: Parameters<typeof csvColumns>[0][number], name: string): CsvColumn | null {
  try {
    return csvColumns([table], [name])[0]!;
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
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
  /** Of a CSV file. */
  readonly schema: CsvSchema | null;
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
