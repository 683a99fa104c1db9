import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDataset } from "../../src/data/load.ts";
import type { DatasetSpec } from "../../src/study/schema.ts";
import { UserError } from "../../src/user-error.ts";
import { idxBytes } from "./idx-bytes.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "distilgrid-load-"));
  await writeFile(join(folder, "train-images"), idxBytes([4, 2], [1, 2, 3, 4, 5, 6, 7, 8]));
  await writeFile(join(folder, "train-labels.gz"), gzipSync(idxBytes([4], [0, 1, 0, 1])));
  await writeFile(join(folder, "test-images"), idxBytes([1, 2], [9, 9]));
  await writeFile(join(folder, "test-labels"), idxBytes([1], [1]));
  await mkdir(join(folder, "nested"));
});
afterAll(() => rm(folder, { recursive: true }));

const idxSpec: Extract<DatasetSpec, { name: "idx" }> = {
  name: "idx",
  trainImages: "train-images",
  trainLabels: "train-labels.gz",
  testImages: "test-images",
  testLabels: "test-labels",
  validation: 1,
  splitSeed: 0,
};
const moonsSpec = { name: "moons", n: 10, validation: 10, test: 10, noise: 0.1 } as const;

describe("loadDataset(spec, seed, options)", () => {
  it("reads idx files, plain or gzip, relative to the base folder", async () => {
    const dataset = await loadDataset(idxSpec, 1, { baseFolder: folder });
    expect(dataset).toMatchObject({ name: "idx", inputShape: [2], numClasses: 2 });
    expect(Array.from(dataset.labels)).toEqual([0, 1, 0, 1, 1]);
  });

  it("reads idx files by absolute path", async () => {
    const absolute = { ...idxSpec, trainImages: join(folder, "train-images") };
    const dataset = await loadDataset(absolute, 1, { baseFolder: folder });
    expect(dataset.hash).toBe((await loadDataset(idxSpec, 1, { baseFolder: folder })).hash);
  });

  it("checks the SHA-256 of the decompressed bytes where it is given", async () => {
    // Python: sha256(bytes([0,0,8,1, 0,0,0,4, 0,1,0,1])).hexdigest()
    const right = "e8c4024c5fead8f1549f28d878635165d3977d701038b1e9afec237eb11aba53";
    const good = { ...idxSpec, sha256: { trainLabels: right } };
    await expect(loadDataset(good, 1, { baseFolder: folder })).resolves.toBeDefined();
    const wrong = loadDataset({ ...idxSpec, sha256: { trainLabels: "0".repeat(64) } }, 1, {
      baseFolder: folder,
    });
    await expect(wrong).rejects.toThrow(UserError);
    await expect(wrong).rejects.toThrow(
      `\`trainLabels\` (train-labels.gz): expected the SHA-256 \`${"0".repeat(64)}\` of the decompressed bytes, got \`${right}\``,
    );
  });

  it.each([
    ["a missing file", "absent", "`testLabels` (absent): there is no such file"],
    ["a folder", "nested", "`testLabels` (nested): expected a file"],
    ["a path through a file", "test-labels/inside", "a part of the path is not a folder"],
    ["a NUL character", "test\0labels", "`testLabels` (test labels): its path holds a NUL character"],
    ["a line break", "test\nlabels", "`testLabels` (test labels): there is no such file"],
  ])("names the field and the path of %s", async (_, testLabels, message) => {
    const load = loadDataset({ ...idxSpec, testLabels }, 1, { baseFolder: folder });
    await expect(load).rejects.toThrow(UserError);
    await expect(load).rejects.toThrow(message);
  });

  it("names the start of a path that is longer than a message", async () => {
    const load = loadDataset({ ...idxSpec, testLabels: "a".repeat(5000) }, 1, { baseFolder: folder });
    await expect(load).rejects.toThrow(UserError);
    await expect(load).rejects.toThrow(/^`testLabels` \(a{285}…: its path is longer than the system allows/);
  });

  it("tells a path that leads in circles, for which there is no advice, by its code", async () => {
    await symlink("circle", join(folder, "circle"));
    const load = loadDataset({ ...idxSpec, testLabels: "circle" }, 1, { baseFolder: folder });
    await expect(load).rejects.toThrow(UserError);
    await expect(load).rejects.toThrow("`testLabels` (circle): it cannot be read (ELOOP)");
  });

  it("draws moons from their own seed, else from the study's", async () => {
    const ofStudy = await loadDataset(moonsSpec, 7);
    const own = await loadDataset({ ...moonsSpec, seed: 7 }, 1);
    const other = await loadDataset(moonsSpec, 1);
    expect(own.hash).toBe(ofStudy.hash);
    expect(other.hash).not.toBe(ofStudy.hash);
  });
});
