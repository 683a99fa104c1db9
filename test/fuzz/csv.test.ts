import fc from "fast-check";
import { expect, test } from "vitest";
import { csvColumns, csvFeatures, sizeOf } from "../../src/data/csv-columns.ts";
import { csvTable } from "../../src/data/csv-table.ts";
import { UserError } from "../../src/user-error.ts";
import { casesOf } from "./cases.ts";
import { badBytes, oddTexts } from "./mutations.ts";
import { survives } from "./survives.ts";

const numbers = Buffer.from("a,b,class\n1,2.5,x\n-3e2,.5,y\n0,7.,x\n");
const texts = Buffer.from('a,"b, c",class\r\n"say ""hi""",red,1\r\nx,blue,0\r\n');
const cell = fc.oneof(
  fc.constantFrom(...oddTexts),
  fc.constantFrom("1", "2.5", "-1e9", "1e999", "NaN"),
  fc.string(),
);
const table = fc
  .array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 12 })
  .map((rows) =>
    Buffer.from(
      rows.map((row) => `${row.map((one) => `"${one.replaceAll('"', '""')}"`).join(",")}\n`).join(""),
    ),
  );

function read(bytes: Uint8Array) {
  const rows = csvTable(bytes, "file");
  const columns = csvColumns([rows], rows.columns);
  return { rows, columns, features: csvFeatures(rows, columns) };
}

test("csvTable(bytes) and csvFeatures(table) of changed files are whole and finite, or say what is wrong", () => {
  fc.assert(
    fc.property(fc.oneof(badBytes(numbers, texts), table), (bytes) => {
      const found = survives(bytes.length, () => read(bytes));
      if (found === null) return;
      expect(found.features).toHaveLength(found.rows.rows.length * sizeOf(found.columns));
      expect(found.features.every((value) => Number.isFinite(value))).toBe(true);
    }),
    casesOf("csv"),
  );
});

test.each([
  ["a long number that is none", `a,b\n${"1".repeat(100_000)}x,2\n`],
  [
    "many columns",
    `${Array.from({ length: 60_000 }, (_, i) => `c${i}`).join(",")}\n${"1,".repeat(59_999)}1\n`,
  ],
  ["more columns than are read", `${"a,".repeat(200_000)}a\n1,2\n`],
  ["more lines than are read", `a,b\n${"\n".repeat(5_000_000)}`],
  ["a quote that never ends", `a,b\n"${"1,2\n".repeat(100_000)}`],
])("csvTable(bytes) and csvColumns(tables) of %s take no more time than the file is long", (_, text) => {
  const bytes = Buffer.from(text);
  survives(bytes.length, () => read(bytes));
});

test("csvColumns(tables) refuses texts that would take a hundred times their file", () => {
  const cells = Array.from({ length: 100 }, (_, i) => `t${i}`);
  const wide = Array.from({ length: 600 }, (_, i) => `c${i}`);
  const line = (i: number) => wide.map((_, column) => cells[(i + column) % 100]).join(",");
  const text = `${wide.join(",")}\n${Array.from({ length: 1700 }, (_, i) => line(i)).join("\n")}\n`;
  expect(() => read(Buffer.from(text))).toThrow(UserError);
  expect(() => read(Buffer.from(text))).toThrow(
    "expected at most 100 million values, got 1700 rows of 60000 features",
  );
});
