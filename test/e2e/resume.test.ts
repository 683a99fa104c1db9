// The command on a study of 500 cells of which nothing is left to do, as a process of its own.
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packageRoot } from "../../src/package-root.ts";
import { fiveHundredCells } from "./five-hundred-cells.ts";

const main = join(packageRoot(), "dist/src/cli/main.js");
const hook = pathToFileURL(fileURLToPath(new URL("note-loaded.mjs", import.meta.url))).href;

describe("distilgrid run STUDY of 500 finished cells", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-resume-"));
    await writeFile(join(folder, "study.json"), JSON.stringify(fiveHundredCells));
    const { code, stderr } = await run("first");
    expect([code, stderr]).toEqual([0, ""]);
  }, 240_000);
  afterAll(() => rm(folder, { recursive: true }));

  const resultFile = (name: string) => join(folder, "results", fiveHundredCells.name, name);

  async function run(name: string) {
    const noted = join(folder, name);
    const started = performance.now();
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--import", hook, main, "run", "study.json", "--engine", "portable", "--quiet"],
      { cwd: folder, encoding: "utf8", env: { ...process.env, NOTE_LOADED: noted } },
    );
    const elapsedMs = performance.now() - started;
    return { code: status, stdout, stderr, elapsedMs, loaded: await readFile(noted, "utf8") };
  }

  const heavy = /@tensorflow|libtensorflow|tfjs|wasm|lanes\.node|piscina|\/vega/;

  it("loads no engine, no pool and nothing that draws, and leaves every file of the results as it was", async () => {
    expect(await readFile(join(folder, "first"), "utf8")).toMatch(heavy); // of the process alone, not of its threads
    const names = ["results.jsonl", "report.md", "report.html", "study.yaml", "environment.json"];
    const before = await Promise.all(names.map(async (name) => (await stat(resultFile(name))).mtimeMs));
    const { code, loaded, elapsedMs } = await run("second");
    expect(code).toBe(0);
    expect(loaded).toContain("run-study.js");
    expect(loaded.split("\n").filter((line) => heavy.test(line))).toEqual([]);
    const after = await Promise.all(names.map(async (name) => (await stat(resultFile(name))).mtimeMs));
    expect(after).toEqual(before);
    const rows = (await readFile(resultFile("results.jsonl"), "utf8")).trimEnd().split("\n");
    expect(rows.filter((row) => row.includes('"role":"student"'))).toHaveLength(500);
    console.log(`resume: 500 cells in ${(elapsedMs / 1000).toFixed(2)} s`);
  });

  it("makes the report again where a file of it was changed", async () => {
    const report = await readFile(resultFile("report.md"), "utf8");
    await writeFile(resultFile("report.md"), "cut short");
    expect((await run("third")).code).toBe(0);
    expect(await readFile(resultFile("report.md"), "utf8")).toBe(report);
  });
});
