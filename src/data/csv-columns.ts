// From columns of text to features: numbers as they are, texts as one feature a value (one-hot).
import { shown } from "../study/problem.ts";
import { UserError } from "../user-error.ts";
import { type CsvTable, columnOf } from "./csv-table.ts";

export type CsvColumn =
  | { readonly kind: "number"; readonly name: string; readonly least: number; readonly most: number }
  | { readonly kind: "text"; readonly name: string; readonly values: readonly string[] };

/** More are names or numbers of single rows, and no feature. */
const mostTexts = 100;
const mostFeatures = 65_536;
/** Of all rows; a text of one letter may take a hundred. */
const mostValues = 100e6;

/** Of all tables together, so that a value of the test file has a feature. @throws UserError */
export function csvColumns(tables: readonly CsvTable[], names: readonly string[]): CsvColumn[] {
  const columns = names.map((name) => {
    const cells = tables.flatMap((table) => cellsOf(table, name));
    const numbers = cells.filter(isNumber).length;
    if (numbers === cells.length) return numberColumn(name, cells);
    const commas = cells.filter(hasDecimalComma).length;
    if (commas > cells.length / 2 || (commas > 1 && commas + numbers === cells.length)) {
      throw decimalCommas(tables, name, { commas, cells: cells.length });
    }
    if (numbers > cells.length / 2) throw notAllNumbers(tables, name);
    return textColumn(name, cells, tables[0]!.file);
  });
  const count = sizeOf(columns);
  const { file } = tables[0]!;
  if (count > mostFeatures) {
    throw new UserError(`${file}: expected at most ${mostFeatures} features, got ${count}.`);
  }
  const rows = tables.reduce((sum, table) => sum + table.rows.length, 0);
  if (rows * count <= mostValues) return columns;
  throw new UserError(
    `${file}: expected at most ${mostValues / 1e6} million values, got ${rows} rows of ${count} features (a column of ` +
      "texts has one for each of them). Use fewer rows, or fewer columns: `features` lists those that are used.",
  );
}

/** Features that it takes. */
export function widthOf(column: CsvColumn): number {
  return column.kind === "number" ? 1 : column.values.length;
}

/** Features of a sample. */
export function sizeOf(columns: readonly CsvColumn[]): number {
  return columns.reduce((sum, column) => sum + widthOf(column), 0);
}

/** `[rows, features]`, row-major; nothing is scaled. */
export function csvFeatures(table: CsvTable, columns: readonly CsvColumn[]): Float64Array {
  const size = sizeOf(columns);
  const features = new Float64Array(table.rows.length * size);
  let first = 0;
  for (const column of columns) {
    const index = columnOf(table, column.name, "features");
    for (const [row, cells] of table.rows.entries()) {
      const at = row * size + first;
      if (column.kind === "number") features[at] = Number(cells[index]);
      else features[at + column.values.indexOf(cells[index]!)] = 1;
    }
    first += widthOf(column);
  }
  return features;
}

/** Without a cell in it nothing can be told of a row. */
export function cellsOf(table: CsvTable, name: string, field = "features"): string[] {
  const index = columnOf(table, name, field);
  const empty = table.rows.findIndex((row) => row[index] === "");
  if (empty >= 0) {
    throw new UserError(
      `${table.file}: expected a value in every cell, got none in row ${empty + 2}, column ${shown(name)}. ` +
        "Fill it in, remove the row, or leave the column out: `features` lists those that are used.",
    );
  }
  return table.rows.map((row) => row[index]!);
}

/** Decimal and finite also as a float32. */
function isNumber(text: string): boolean {
  return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) && Number.isFinite(Math.fround(Number(text)));
}

/** "170,5" and "1.170,5"; also "170,140", whatever its comma parts. */
function hasDecimalComma(text: string): boolean {
  return /^[+-]?(\d+|\d{1,3}(\.\d{3})+)?,\d+(e[+-]?\d+)?$/i.test(text);
}

/** As one text a value they would be features that mean nothing. */
function decimalCommas(
  tables: readonly CsvTable[],
  name: string,
  { commas, cells }: { readonly commas: number; readonly cells: number },
): UserError {
  const table = tables.find((one) => cellsOf(one, name).some(hasDecimalComma))!;
  const row = cellsOf(table, name).findIndex(hasDecimalComma);
  const cell = cellsOf(table, name)[row]!;
  const [whole, digits] = cell.split(",") as [string, string];
  const mayPartThousands = /^[+-]?[1-9]\d{0,2},\d{3}$/.test(cell);
  return new UserError(
    `${table.file}: expected numbers with a decimal point in column ${shown(name)}, but ${commas} of its ${cells} cells look ` +
      `like numbers with a decimal comma, the first of them ${shown(cell)} in row ${row + 2}. Save the file with decimal points: ` +
      `${shown(`${whole.replaceAll(".", "")}.${digits}`)}${mayPartThousands ? `, or ${shown(whole + digits)} where the comma parts thousands` : ""}; ` +
      "or leave the column out: `features` lists those that are used.",
  );
}

/** "n/a" among numbers is a gap, and no text to learn from. */
function notAllNumbers(tables: readonly CsvTable[], name: string): UserError {
  const table = tables.find((one) => !cellsOf(one, name).every(isNumber))!;
  const row = cellsOf(table, name).findIndex((cell) => !isNumber(cell));
  return new UserError(
    `${table.file}: expected a number in row ${row + 2}, column ${shown(name)}, as in most of its rows, got ` +
      `${shown(cellsOf(table, name)[row])}. Correct it, remove the row, or leave the column out: \`features\` lists those that are used.`,
  );
}

function numberColumn(name: string, cells: readonly string[]): CsvColumn {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const cell of cells) {
    least = Math.min(least, Number(cell));
    most = Math.max(most, Number(cell));
  }
  return { kind: "number", name, least, most };
}

function textColumn(name: string, cells: readonly string[], file: string): CsvColumn {
  const values = [...new Set(cells)].sort();
  if (values.length <= mostTexts) return { kind: "text", name, values };
  const odd = values.find((value) => !isNumber(value))!;
  throw new UserError(
    `${file}: expected numbers, or at most ${mostTexts} different texts, in column ${shown(name)}, got ${values.length} ` +
      `different values, one of them ${shown(odd)}. Correct them, or leave the column out: \`features\` lists those that are used.`,
  );
}
