import fc from "fast-check";
import { expect, test } from "vitest";
import { compareResults } from "../../src/compare/compare.ts";
import { renderComparison } from "../../src/compare/render-comparison.ts";
import { measuredModels } from "../../src/cost/measured-models.ts";
import { renderReport } from "../../src/report/report.ts";
import { renderCsv } from "../../src/results/csv.ts";
import { parseRow } from "../../src/results/parse-row.ts";
import type { Row } from "../../src/results/row.ts";
import { rows, study } from "../report/fixture.ts";
import { casesOf } from "./cases.ts";
import { isInert } from "./inert-page.ts";
import { badJson } from "./mutations.ts";
import { survives, survivesLater } from "./survives.ts";

const small = rows.filter((row) => JSON.stringify(row).length < 20_000);
const ofEachKind = [
  ...new Map(
    small.map((row) => [
      `${row.experiment} ${row.role} ${"spec" in row ? (row.spec as { kind?: string }).kind : ""}`,
      row,
    ]),
  ).values(),
];
const old = ofEachKind.map((row) => ({ ...row, schemaVersion: 1 }));
const read = (line: string) => survives(line.length, () => parseRow(line, "results.jsonl, line 1"));

test("parseRow(line) of changed rows is a row that tables and comparisons can read, or says what is wrong", () => {
  fc.assert(
    fc.property(badJson(...ofEachKind, ...old), (line) => {
      const row = read(line);
      if (row === null) return;
      const again = parseRow(JSON.stringify(row), "again");
      expect(again).toEqual(row);
      const cells = renderCsv([row]).split(/[\n,]/);
      expect(cells.every((cell) => !/^"?[=+@]/.test(cell))).toBe(true); // no formula of a spreadsheet
    }),
    casesOf("row"),
  );
}, 120_000);

const badRows = fc
  .array(fc.tuple(fc.nat(rows.length - 1), badJson(...small)), { minLength: 1, maxLength: 6 })
  .map((changes) => {
    const changed: Row[] = [...rows];
    for (const [index, line] of changes) {
      const row = read(line);
      if (row !== null) changed[index] = row;
    }
    return changed;
  });

test("compareResults(a, b) and what else reads rows come to an end whatever rows passed the check", () => {
  fc.assert(
    fc.property(badRows, (changed) => {
      survives(200_000, () => {
        const [a, b] = [
          { folder: "a", study, rows },
          { folder: "b", study, rows: changed },
        ];
        measuredModels(study, changed);
        return renderComparison(compareResults(a, b));
      });
    }),
    casesOf("rows together"),
  );
}, 120_000);

test("renderReport(input) draws whatever rows passed the check, and nothing in the page runs", async () => {
  await fc.assert(
    fc.asyncProperty(badRows, fc.string(), async (changed, command) => {
      const report = await survivesLater(200_000, () => renderReport({ study, rows: changed, command }));
      expect(isInert(report!.html)).toBe(true);
    }),
    casesOf("report"),
  );
}, 120_000);
