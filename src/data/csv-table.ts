// A CSV file as a table of texts (RFC 4180), checked: a header of different names, and as many cells in every row.
import { csvParseRows } from "d3-dsv";
import { nearest } from "../study/nearest.ts";
import { shown } from "../study/problem.ts";
import { UserError } from "../user-error.ts";

export interface CsvTable {
  /** For messages. */
  readonly file: string;
  readonly columns: readonly string[];
  /** Of each name its index among them. */
  readonly places: ReadonlyMap<string, number>;
  /** `rows[i][column]`; row i of the file is i + 2, the header being row 1. */
  readonly rows: readonly (readonly string[])[];
}

/** As text a file takes some ten times its size in memory. */
export const mostCsvBytes = 200e6;
/** An empty cell takes a byte of the file, and eight in memory; an empty row some two hundred. */
const mostCells = 60e6;
const mostRows = 5e6;
const mostColumns = 65_537;

/** @throws UserError for what is no table of text in UTF-8 */
export function csvTable(bytes: Uint8Array, file: string): CsvTable {
  if (bytes.length > mostCsvBytes) {
    throw new UserError(
      `${file}: expected at most ${mostCsvBytes / 1e6} MB of CSV, got ${(bytes.length / 1e6).toFixed(0)} MB. Use fewer rows.`,
    );
  }
  checkCounts(bytes, file);
  const [columns = [], ...rows] = withoutEmptyLines(csvParseRows(decoded(bytes, file)));
  checkHeader(columns, file);
  const places = new Map(columns.map((name, index) => [name, index]));
  if (places.size < columns.length) {
    const twice = columns.find((name, index) => places.get(name) !== index);
    throw new UserError(`${file}: expected different names of columns, got ${shown(twice)} twice.`);
  }
  if (rows.length === 0) throw new UserError(`${file}: expected rows below its header, got none.`);
  const uneven = rows.findIndex((row) => row.length !== columns.length);
  if (uneven >= 0) {
    throw new UserError(
      `${file}: expected ${columns.length} cells in every row, as in the header, got ${rows[uneven]!.length} in row ` +
        `${uneven + 2}. Cells are separated by commas; one that holds a comma stands in double quotes.`,
    );
  }
  for (const row of rows) for (const [index, cell] of row.entries()) row[index] = cell.trim();
  return { file, columns, places, rows };
}

/** @throws UserError that names the column that was most likely meant */
export function columnOf({ columns, places, file }: CsvTable, name: string, field: string): number {
  const index = places.get(name);
  if (index !== undefined) return index;
  throw new UserError(
    `${file}: expected \`${field}\` to name a column, got ${shown(name)}. ${columnHint(name, columns)}`,
  );
}

const mostListed = 20;

/** The column that was most likely meant, and those that there are. */
export function columnHint(name: string | undefined, columns: readonly string[]): string {
  const near = name === undefined ? null : nearest(name, columns);
  const rest = columns.length - mostListed;
  return (
    (near === null ? "" : `Did you mean ${shown(near)}? `) +
    `Its columns are ${columns.slice(0, mostListed).map(shown).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}.`
  );
}

/** Before anything is made of them. Those in quotes count as well. */
function checkCounts(bytes: Uint8Array, file: string): void {
  let [commas, lines, before] = [0, 1, 0];
  for (const byte of bytes) {
    if (byte === 0x2c) commas++;
    if (byte === 0x0d || (byte === 0x0a && before !== 0x0d)) lines++;
    before = byte;
  }
  if (lines <= mostRows && commas + lines <= mostCells && commas < lines * mostColumns) return;
  throw new UserError(
    `${file}: expected at most ${mostRows / 1e6} million lines, ${mostCells / 1e6} million cells and ${mostColumns} columns, ` +
      `got ${lines} lines and ${commas} commas. Use fewer rows, or fewer columns.`,
  );
}

function decoded(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes); // leaves out a byte order mark
  } catch (cause) {
    throw new UserError(`${file}: expected text in UTF-8, got other bytes. Save it as CSV in UTF-8.`, {
      cause,
    });
  }
}

/** A line without any text has one empty cell. */
function withoutEmptyLines(rows: string[][]): string[][] {
  return rows.filter((row) => row.length > 1 || row[0]?.trim() !== "");
}

function checkHeader(columns: string[], file: string): void {
  for (const [index, name] of columns.entries()) columns[index] = name.trim();
  const unnamed = columns.indexOf("");
  if (columns.length < 2 || unnamed >= 0) {
    throw new UserError(
      `${file}: expected a first row with the names of at least two columns, got ` +
        (unnamed >= 0
          ? `no name for column ${unnamed + 1}.`
          : `${columns.length}.${separatorHint(columns[0])}`),
    );
  }
  if (columns.length > mostColumns) {
    throw new UserError(`${file}: expected at most ${mostColumns} columns, got ${columns.length}.`);
  }
}

/** Spreadsheets of many countries write others than commas. */
function separatorHint(name = ""): string {
  const found = [";", "\t"].find((separator) => name.includes(separator));
  if (found === undefined) return "";
  return ` Its cells seem to be separated by ${found === ";" ? "semicolons" : "tabs"}: save it with commas between them.`;
}
