import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lookUpIn } from "../../src/cli/completion/look-up.ts";
import { readEnvironment, recordedCommand } from "../../src/results/environment.ts";
import { readSamples } from "../../src/results/samples.ts";
import { readTimings } from "../../src/results/timings.ts";
import { casesOf } from "./cases.ts";
import { badJson } from "./mutations.ts";
import { survives, survivesLater } from "./survives.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "distilgrid-fuzz-"));
});
afterAll(() => rm(folder, { recursive: true }));

const samples = [
  { experiment: "e", shape: [2, 2, 1], images: [{ place: 0, label: 1, pixelsBase64: "AAECAw==" }] },
];
const environment = {
  command: "distilgrid run a.yaml",
  workers: 2,
  rows: 3,
  cachedRows: 0,
  wallMs: 12,
  cpu: "c",
  cores: 2,
};
const time = { medianMs: 1, lowerQuartileMs: 1, upperQuartileMs: 1, n: 3 };
const timing = {
  job: "j",
  kind: "measure-cost",
  architecture: "a",
  engine: null,
  cpu: "c",
  node: "20",
  oneSample: time,
  inBatch: time,
};

test("readSamples, readEnvironment and readTimings of changed files are whole, or say what is wrong", async () => {
  const bad = fc.oneof(...[samples, environment, timing].map((value) => badJson(value)));
  await fc.assert(
    fc.asyncProperty(bad, async (text) => {
      for (const name of ["samples.json", "environment.json", "timings.jsonl", "results.jsonl"]) {
        await writeFile(join(folder, name), text);
      }
      const found = await survivesLater(text.length, () => readSamples(folder));
      for (const { shape, images } of found ?? []) {
        expect(shape.reduce((size, extent) => size * extent, 1)).toBeLessThanOrEqual(65_536);
        for (const { pixelsBase64 } of images) expect(pixelsBase64).toMatch(/^[A-Za-z0-9+/=]*$/);
      }
      const known = await survivesLater(text.length, () => readEnvironment(folder));
      if (known !== null) expect(Number.isFinite(known.wallMs) && known.wallMs >= 0).toBe(true);
      const command = await survivesLater(text.length, () => recordedCommand(folder));
      expect(command === null || typeof command === "string").toBe(true);
      const timings = await survivesLater(text.length, () => readTimings(join(folder, "timings.jsonl")));
      expect(timings!.every(({ job }) => typeof job === "string")).toBe(true);
      survives(text.length, () => lookUpIn(folder).rows("../..", { studentsOnly: false, smoke: false }));
    }),
    casesOf("files of results"),
  );
}, 60_000);

test("readSamples(folder) refuses a picture of more pixels than are drawn", async () => {
  const wide = [
    { experiment: "e", shape: [40_000, 40_000], images: [{ place: 0, label: 1, pixelsBase64: "AA==" }] },
  ];
  await writeFile(join(folder, "samples.json"), JSON.stringify(wide));
  await expect(readSamples(folder)).rejects.toThrow(/samples\.json: it is damaged/);
});
