import { describe, expect, it } from "vitest";
import { csvTable } from "../../src/data/csv-table.ts";

const read = (text: string) => csvTable(new TextEncoder().encode(text), "rows.csv");

describe("csvTable(bytes, file)", () => {
  it("csvTable(bytes, file) has the header's names and the cells of each row, as RFC 4180 says", () => {
    const { columns, rows } = read('\uFEFFa, b ,"c, d"\r\n1,"two ""2""",x\r\n\r\n"3\n3", ,y\r\n');
    expect(columns).toEqual(["a", "b", "c, d"]);
    expect(rows).toEqual([
      ["1", 'two "2"', "x"],
      ["3\n3", "", "y"],
    ]);
  });

  it.each([
    ["", "rows.csv: expected a first row with the names of at least two columns, got 0."],
    ["a\n1\n", "rows.csv: expected a first row with the names of at least two columns, got 1."],
    [
      "a;b\n1;2\n",
      "at least two columns, got 1. Its cells seem to be separated by semicolons: save it with commas between them.",
    ],
    ["a\tb\n1\t2\n", "got 1. Its cells seem to be separated by tabs: save it with commas between them."],
    [
      "a,,c\n1,2,3\n",
      "rows.csv: expected a first row with the names of at least two columns, got no name for column 2.",
    ],
    ["a,b,a\n1,2,3\n", "rows.csv: expected different names of columns, got `a` twice."],
    ["a,b\n", "rows.csv: expected rows below its header, got none."],
    ["a,b\n1,2\n1,2,3\n", "rows.csv: expected 2 cells in every row, as in the header, got 3 in row 3."],
  ])("csvTable(bytes, file) refuses %j", (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it("csvTable(bytes, file) refuses bytes that are no UTF-8", () => {
    expect(() => csvTable(Uint8Array.of(97, 44, 98, 10, 0xe9, 44, 49, 10), "rows.csv")).toThrow(
      "rows.csv: expected text in UTF-8, got other bytes. Save it as CSV in UTF-8.",
    );
  });
});
