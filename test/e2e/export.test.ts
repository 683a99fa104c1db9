// Students of a study that ran on the real pool, as files of their own.
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ExportFormat, exportRow } from "../../src/export/export-row.ts";
import { runStudy } from "../../src/run-study.ts";
import { openStore } from "../../src/store/store.ts";
import type { Study } from "../../src/study/schema.ts";
import { smallStudy } from "./small-study.ts";

describe("exportRow(study, wanted, options)", () => {
  let folder: string;
  let study: Study;
  let keyOf: (arm: string) => string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-export-"));
    study = await smallStudy(join(folder, "data"));
    const { rows } = await runStudy(study, {
      resultsDir: join(folder, "results"),
      storeDir: join(folder, "store"),
      command: "distilgrid run small.yaml",
      measuresCost: false,
      clock: () => 0,
    });
    keyOf = (arm) => rows.find((row) => row.role === "student" && row.arm === arm)!.key;
  });
  afterAll(() => rm(folder, { recursive: true, maxRetries: 3 }));

  const output = (name: string) => join(folder, name);
  const exported = (wanted: string, name: string, format: ExportFormat = "js") =>
    exportRow(study, wanted, { format, output: output(name), storeDir: join(folder, "store") });
  const filesIn = async (name: string) => (await readdir(output(name))).sort();

  it.each([
    ["hard tree", 200],
    ["patient", 200],
  ])(
    "exportRow(study, wanted, options) makes a module of %s that was checked on all test samples",
    async (arm, samples) => {
      const name = arm.replace(" ", "-");
      const { files, checkedSamples } = await exported(keyOf(arm), name);
      expect([files, checkedSamples]).toEqual([["model.mjs", "README.md"], samples]);
      expect(await filesIn(name)).toEqual(["README.md", "model.mjs"]);
      const { probabilities, predict } = await import(pathToFileURL(join(output(name), "model.mjs")).href);
      const sample = new Array(arm === "patient" ? 64 : 2).fill(0.5);
      const shares: number[] = probabilities(sample, 3);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      expect(shares.indexOf(Math.max(...shares))).toBe(predict(sample));
      expect(await readFile(join(output(name), "README.md"), "utf8")).toContain(keyOf(arm));
    },
  );

  it("exportRow(study, wanted, options) gives a network's own files to TensorFlow.js", async () => {
    await exported(keyOf("hard"), "layers", "layers-model");
    expect(await filesIn("layers")).toEqual(["README.md", "model.json", "weights.bin"]);
    const stored = await openStore(join(folder, "store")).read(keyOf("hard"), "weights.bin");
    expect((await readFile(join(output("layers"), "weights.bin"))).equals(stored)).toBe(true);
  });

  it("exportRow(study, wanted, options) leaves what is there, and refuses what it cannot export", async () => {
    await writeFile(output("taken"), "mine");
    await expect(exported(keyOf("hard tree"), "taken")).rejects.toThrow(
      /taken is there already, and is left as it is\./,
    );
    expect(await readFile(output("taken"), "utf8")).toBe("mine");
    await expect(exported(keyOf("hard tree"), "tree", "layers-model")).rejects.toThrow(
      "--format js for a tree",
    );
    await expect(exported(keyOf("filters"), "filters")).rejects.toThrow("a soft decision tree");
    await expect(exported("network", "teacher")).rejects.toThrow("Expected one row, but `network` means");
    await openStore(join(folder, "store")).remove(keyOf("hard tree"));
    await expect(exported(keyOf("hard tree"), "gone")).rejects.toThrow("is not done yet");
    expect((await readdir(folder)).filter((name) => name.startsWith("."))).toEqual([]); // no drafts
  });
});
