// The files of a report, byte for byte, so that a change of any of them is seen when it is read over. After a change that
// is meant: npx vitest run test/report/golden.test.ts --update
import { createHash } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { type Report, renderReport } from "../../src/report/report.ts";
import { renderCsv } from "../../src/results/csv.ts";
import { rows, study } from "./fixture.ts";

let report: Report;
beforeAll(async () => {
  report = await renderReport({ study, rows, command: "distilgrid run studies/fixture.yaml" });
});

test("renderReport(input).markdown is the golden file", async () => {
  await expect(report.markdown).toMatchFileSnapshot("golden/report.md");
});

test("renderReport(input).html is the golden file, with a hash for each picture", async () => {
  const withHashes = report.html.replaceAll(
    /<svg .*<\/svg>/gs,
    (svg) => `<svg sha256="${createHash("sha256").update(svg).digest("hex")}"></svg>`,
  );
  await expect(withHashes).toMatchFileSnapshot("golden/report.html");
});

test("renderCsv(rows) is the golden file", async () => {
  await expect(renderCsv(rows)).toMatchFileSnapshot("golden/results.csv");
});
