import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeReport } from "../../src/report/write-report.ts";
import { UserError } from "../../src/user-error.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "distilgrid-report-"));
});
afterEach(() => rm(folder, { recursive: true }));

const figure = { name: "figures/a.svg", svg: "<svg/>\n", spec: "{}\n", alt: "", caption: "" };
const report = { markdown: "# Report\n", html: "<h1>Report</h1>\n", figures: [figure] };

test("writeReport(folder, report) writes the report as markdown and as a page, its figures and their specifications, and nothing else", async () => {
  await writeReport(folder, report);
  expect((await readdir(folder, { recursive: true })).toSorted()).toEqual([
    "figures",
    join("figures", "a.svg"),
    join("figures", "a.vl.json"),
    "report.html",
    "report.md",
  ]);
  expect(await readFile(join(folder, "report.md"), "utf8")).toBe("# Report\n");
  expect(await readFile(join(folder, "report.html"), "utf8")).toBe("<h1>Report</h1>\n");
  expect(await readFile(join(folder, "figures", "a.svg"), "utf8")).toBe("<svg/>\n");
  expect(await readFile(join(folder, "figures", "a.vl.json"), "utf8")).toBe("{}\n");
});

test("writeReport(folder, report) removes figures of an earlier report and leaves other files alone", async () => {
  await mkdir(join(folder, "figures"));
  for (const name of ["old.svg", "old.vl.json", "photo.png", "notes.json"])
    await writeFile(join(folder, "figures", name), "");
  await writeFile(join(folder, "results.jsonl"), "");
  await writeReport(folder, report);
  expect((await readdir(join(folder, "figures"))).toSorted()).toEqual([
    "a.svg",
    "a.vl.json",
    "notes.json",
    "photo.png",
  ]);
  expect(await readdir(folder)).toContain("results.jsonl");
});

test("writeReport(folder, report) without figures makes no folder for them", async () => {
  await writeReport(folder, { markdown: "", html: "", figures: [] });
  expect((await readdir(folder)).toSorted()).toEqual(["report.html", "report.md"]);
});

test("writeReport(folder, report) names the file that cannot be written", async () => {
  await writeFile(join(folder, "figures"), "");
  const attempt = writeReport(folder, report);
  await expect(attempt).rejects.toThrow(UserError);
  await expect(attempt).rejects.toThrow(/Cannot write .*a\.svg/);
});
