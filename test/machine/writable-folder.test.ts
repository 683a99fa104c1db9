import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requireWritableFolder, writableFolder } from "../../src/machine/writable-folder.ts";

describe("writableFolder(folder)", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-folder-"));
    await writeFile(join(folder, "file"), "");
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("writableFolder(folder) looks at the nearest folder that exists, and makes none", async () => {
    const answer = await writableFolder(join(folder, "a", "b"));
    expect(answer).toMatchObject({ path: folder, problem: null });
    expect(answer.freeBytes).toBeGreaterThan(0);
  });

  it("writableFolder(folder) tells of a file in the way", async () => {
    const file = join(folder, "file");
    expect(await writableFolder(join(file, "results"))).toMatchObject({
      path: file,
      problem: `${file} is a file`,
    });
  });

  // Root may write anywhere, so there is nothing to see for it.
  it.skipIf(process.getuid?.() === 0)(
    "writableFolder(folder) tells of a folder that must not be written",
    async () => {
      expect((await writableFolder("/usr")).problem).toMatch(/^\/usr is not writable/);
    },
  );
});

describe("requireWritableFolder(folder, option)", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-folder-"));
    await writeFile(join(folder, "file"), "");
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("requireWritableFolder(folder, option) makes the folder and those above it, and may be asked again", async () => {
    const path = join(folder, "a", "b");
    await Promise.all([requireWritableFolder(path, "--results"), requireWritableFolder(path, "--results")]);
    await requireWritableFolder(path, "--results");
    expect((await stat(path)).isDirectory()).toBe(true);
  });

  it("requireWritableFolder(folder, option) says which option names another one", async () => {
    await expect(requireWritableFolder(join(folder, "file", "x"), "--results")).rejects.toThrow(
      `Cannot write to ${join(folder, "file", "x")}: ${join(folder, "file")} is a file. Expected a folder in which ` +
        "you may create files; correct its permissions, or name another one with --results.",
    );
  });

  // Root passes every check of permission; here the file system itself refuses.
  it.runIf(process.platform === "linux")(
    "requireWritableFolder(/proc/x, option) ends, and with a UserError",
    async () => {
      await expect(requireWritableFolder("/proc/x/y", "--store")).rejects.toThrow(
        /^Cannot write to \/proc\/x\/y: /,
      );
    },
  );
});
