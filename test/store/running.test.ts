import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockStore } from "../../src/store/lock.ts";
import { openRunning, readRunning } from "../../src/store/running.ts";

let store = "";
beforeEach(async () => {
  store = await mkdtemp(join(tmpdir(), "distilgrid-running-"));
});
afterEach(() => rm(store, { recursive: true }));

describe("readRunning(storeDir)", () => {
  it("readRunning(storeDir) has the jobs that have started and not ended, while their run holds the store", () => {
    const lock = lockStore(store, "study");
    const running = openRunning(store);
    expect(readRunning(store)).toEqual([]);
    running.started({ job: "a", keys: ["1", "2"] });
    running.started({ job: "b", keys: ["3"] });
    running.ended("a");
    expect(readRunning(store)).toEqual([{ job: "b", keys: ["3"] }]);
    lock.release();
    expect(readRunning(store)).toEqual([]); // of a run that is gone
  });

  it("readRunning(storeDir) is empty after the run has closed it", () => {
    const lock = lockStore(store, "study");
    const running = openRunning(store);
    running.started({ job: "a", keys: [] });
    running.close();
    expect(readRunning(store)).toEqual([]);
    lock.release();
  });

  it("readRunning(storeDir) believes neither another process's file nor half a one", async () => {
    const lock = lockStore(store, "study");
    const file = join(store, "running.json");
    await writeFile(
      file,
      JSON.stringify({ pid: process.pid + 1, host: hostname(), jobs: [{ job: "old", keys: [] }] }),
    );
    expect(readRunning(store)).toEqual([]);
    await writeFile(file, '{"pid":');
    expect(readRunning(store)).toEqual([]);
    lock.release();
  });
});
