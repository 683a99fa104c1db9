import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readResolvedStudy, readRows, writeResolvedStudy, writeRows } from "../../src/results/files.ts";
import type { Row } from "../../src/results/row.ts";
import { UserError } from "../../src/user-error.ts";
import { rows, study } from "../report/fixture.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "distilgrid-files-"));
});
afterEach(() => rm(folder, { recursive: true }));

const failed: Row = {
  schemaVersion: 2,
  key: "k",
  experiment: "moons",
  seed: null,
  role: "teacher",
  state: "failed",
  teacher: "Network",
  error: "no memory",
};

test("readRows(writeRows(rows)) gives the rows back in their order", async () => {
  await writeRows(folder, [failed, ...rows]);
  expect(await readRows(folder)).toEqual([failed, ...rows]);
});

test("writeRows(folder, rows) writes one line a row, the same bytes each time, and leaves nothing else", async () => {
  const results = join(folder, "made", "on", "the", "way");
  await writeRows(results, rows);
  const first = await readFile(join(results, "results.jsonl"), "utf8");
  await writeRows(results, rows);
  expect(await readFile(join(results, "results.jsonl"), "utf8")).toBe(first);
  expect(first.split("\n")).toHaveLength(rows.length + 1);
  expect(await readdir(results)).toEqual(["results.jsonl"]);
});

test("writeRows(folder, []) is an empty file that readRows reads", async () => {
  await writeRows(folder, []);
  expect(await readRows(folder)).toEqual([]);
});

test("writeRows(folder, rows) names a folder that cannot be made", async () => {
  await writeFile(join(folder, "file"), "");
  const attempt = writeRows(join(folder, "file", "inside"), rows);
  await expect(attempt).rejects.toThrow(UserError);
  await expect(attempt).rejects.toThrow(/Cannot write .*results\.jsonl: .*--results/);
});

async function readLines(...lines: readonly string[]): Promise<unknown> {
  await writeFile(join(folder, "results.jsonl"), lines.map((line) => `${line}\n`).join(""));
  return readRows(folder).catch((error: unknown) => error);
}

test("readRows(folder) names file and line of a damaged row", async () => {
  const error = await readLines(JSON.stringify(failed), JSON.stringify(failed).slice(0, 40));
  expect(error).toBeInstanceOf(UserError);
  expect(String(error)).toMatch(/one row as JSON in .*results\.jsonl, line 2, got `\{"schemaVersion"/);
});

test("readRows(folder) says that another version wrote a row", async () => {
  const error = await readLines(JSON.stringify({ ...failed, schemaVersion: 3 }));
  expect(String(error)).toMatch(/`schemaVersion` to be 1 or 2 in .*line 1, got `3`/);
});

test("readRows(folder) refuses JSON that is not a row, and a row without its figures", async () => {
  const bare = { ...rows.find((row) => row.role === "student"), metrics: undefined };
  for (const line of ["null", "7", '{"schemaVersion":2}', JSON.stringify({ ...failed, role: "pupil" })]) {
    expect(await readLines(line)).toBeInstanceOf(UserError);
  }
  expect(String(await readLines(JSON.stringify(bare)))).toMatch(/Expected a row of role .*line 1/);
});

test("readRows(folder) of a folder without results says what to do", async () => {
  await expect(readRows(folder)).rejects.toThrow(/Cannot read .*results\.jsonl: .*run the study first/);
});

test("readResolvedStudy(writeResolvedStudy(study)) gives the study back", async () => {
  await writeResolvedStudy(folder, study);
  expect(await readResolvedStudy(folder)).toEqual(study);
});

test("readResolvedStudy(folder) names file and field of a wrong value", async () => {
  await writeResolvedStudy(folder, study);
  const path = join(folder, "study.yaml");
  await writeFile(path, (await readFile(path, "utf8")).replace("noise: 0.3", "noise: -1"));
  await expect(readResolvedStudy(folder)).rejects.toThrow(UserError);
  await expect(readResolvedStudy(folder)).rejects.toThrow(/study\.yaml.*noise/);
});
