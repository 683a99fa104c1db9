import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sweepDrafts, writeWhole } from "../../src/machine/write-whole.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "distilgrid-whole-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("writeWhole(path, content)", () => {
  it("writeWhole(path, content) puts a new file in the place of the old one, and leaves nothing beside it", async () => {
    await writeWhole(join(folder, "a"), "old");
    await writeWhole(join(folder, "a"), "new");
    await writeWhole(join(folder, "b"), Uint8Array.of(1, 2));
    expect(await readFile(join(folder, "a"), "utf8")).toBe("new");
    expect([...(await readFile(join(folder, "b")))]).toEqual([1, 2]);
    expect((await readdir(folder)).sort()).toEqual(["a", "b"]);
  });

  it("writeWhole(path, content) that cannot put it there leaves what is there, and no draft", async () => {
    await writeWhole(join(folder, "a"), "old");
    await expect(writeWhole(join(folder, "a", "below"), "new")).rejects.toThrow("ENOTDIR");
    const { mkdir } = await import("node:fs/promises");
    await mkdir(join(folder, "taken"));
    await expect(writeWhole(join(folder, "taken"), "new")).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
    expect((await readdir(folder)).sort()).toEqual(["a", "taken"]);
  });

  it("writeWhole(path, content) of many at once writes each", async () => {
    const names = Array.from({ length: 50 }, (_, i) => `f${i}`);
    await Promise.all(names.map((name) => writeWhole(join(folder, name), name)));
    expect((await readdir(folder)).sort()).toEqual([...names].sort());
  });
});

describe("sweepDrafts(folder)", () => {
  it("sweepDrafts(folder) deletes drafts of processes that are gone, and nothing else", async () => {
    const living = `${process.pid}-0-7.draft`;
    for (const name of ["4194304000-0-0.draft", living, "report.md", "x.draft"])
      await writeFile(join(folder, name), "");
    await sweepDrafts(folder);
    expect((await readdir(folder)).sort()).toEqual([living, "report.md", "x.draft"].sort());
    await sweepDrafts(join(folder, "nowhere"));
  });
});
