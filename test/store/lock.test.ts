import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LockedError, lockStudy } from "../../src/store/lock.ts";

describe("lockStudy(storeFolder, study)", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-lock-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("is refused to a second one until the first lets go", async () => {
    const lock = await lockStudy(folder, "demo");
    await expect(lockStudy(folder, "demo")).rejects.toThrow(LockedError);
    await expect(lockStudy(folder, "demo")).rejects.toThrow(`process ${process.pid}`);
    await lock.release();
    await (await lockStudy(folder, "demo")).release();
    expect(await readdir(join(folder, "locks"))).toEqual([]);
  });

  it("takes over the lock of a dead process of this host, not of another host", async () => {
    await mkdir(join(folder, "locks"), { recursive: true });
    const path = join(folder, "locks", "demo.json");
    await writeFile(path, JSON.stringify({ pid: 999999999, host: "elsewhere" }));
    await expect(lockStudy(folder, "demo")).rejects.toThrow("elsewhere");
    await writeFile(path, JSON.stringify({ pid: 999999999, host: hostname() }));
    await (await lockStudy(folder, "demo")).release();
  });
});
