import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readTimings } from "../../src/results/timings.ts";
import { writeResults } from "../../src/write-results.ts";
import { study } from "../report/fixture.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "distilgrid-made-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("writeResults(folder, results) keeps the times of a run whose note cannot be written", async () => {
  await writeFile(join(folder, "made"), "in the place of the folder");
  const results = { study, rows: [], command: "distilgrid run a.yaml", datasetOf: () => null as never };
  const timing = { job: "a/1", kind: "grow-trees", cells: 1, elapsedMs: 5 } as const;
  const costs = { engine: "e", workers: 1, wallMs: 9, peakBytes: null, rows: 0, cachedRows: 0 };
  await writeResults(folder, results, { ...costs, timings: [timing] }, folder);
  expect(await readTimings(join(folder, "timings.jsonl"))).toEqual([timing]);
  expect(JSON.parse(await readFile(join(folder, "environment.json"), "utf8"))).toMatchObject({ wallMs: 9 });
  expect(await readFile(join(folder, "report.md"), "utf8")).toContain("distilgrid run a.yaml");
});
