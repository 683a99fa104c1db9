import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ExperimentSamples, readSamples, writeSamples } from "../../src/results/samples.ts";
import { UserError } from "../../src/user-error.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "distilgrid-samples-"));
});
afterEach(() => rm(folder, { recursive: true }));

const samples: readonly ExperimentSamples[] = [
  { experiment: "digits", shape: [1, 2, 1], images: [{ place: 7, label: 3, pixelsBase64: "AP8=" }] },
];

test("readSamples(writeSamples(samples)) gives the samples back, the same bytes each time", async () => {
  await writeSamples(folder, samples);
  const first = await readFile(join(folder, "samples.json"), "utf8");
  expect(await readSamples(folder)).toEqual(samples);
  await writeSamples(folder, samples);
  expect(await readFile(join(folder, "samples.json"), "utf8")).toBe(first);
});

test("readSamples(folder) is empty without a file", async () => {
  expect(await readSamples(folder)).toEqual([]);
});

test("writeSamples(folder, []) leaves no file of an earlier run", async () => {
  await writeSamples(folder, samples);
  await writeSamples(folder, []);
  expect(await readdir(folder)).toEqual([]);
  await writeSamples(folder, []);
});

test("readSamples(folder) says what to do with a damaged file", async () => {
  const broken = [{ ...samples[0], images: [{ place: -1, label: 3, pixelsBase64: "AP8=" }] }];
  for (const text of ["[{", "{}", JSON.stringify(broken)]) {
    await writeFile(join(folder, "samples.json"), text);
    const attempt = readSamples(folder);
    await expect(attempt).rejects.toThrow(UserError);
    await expect(attempt).rejects.toThrow(/samples\.json: it is damaged\. Run the study again/);
  }
});
