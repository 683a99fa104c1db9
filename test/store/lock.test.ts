import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { birthOf } from "../../src/machine/alive.ts";
import { LockedError, lockStore } from "../../src/store/lock.ts";

describe("lockStore(storeDir, study)", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-lock-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const write = (holder: unknown) => writeFile(join(folder, "lock.json"), JSON.stringify(holder));
  const self = { pid: process.pid, born: birthOf(process.pid), host: hostname(), study: "other" };

  it("is refused to a second one until the first lets go", async () => {
    const lock = lockStore(folder, "demo");
    expect(() => lockStore(folder, "second")).toThrow(LockedError);
    expect(() => lockStore(folder, "second")).toThrow(
      `process ${process.pid} on ${hostname()} runs the study "demo"`,
    );
    lock.release();
    lockStore(folder, "second").release();
    expect(await readdir(folder)).toEqual([]);
  });

  it("takes over from a dead process and from an earlier one of the same id, not from another host", async () => {
    await write({ ...self, pid: 999999999 });
    lockStore(folder, "demo").release();
    await write({ ...self, born: "before" });
    lockStore(folder, "demo").release();
    await write({ ...self, pid: 999999999, host: "elsewhere" });
    expect(() => lockStore(folder, "demo")).toThrow("elsewhere");
  });

  it("is not taken over from a live process, however old or young the clock makes it", async () => {
    const lock = lockStore(folder, "demo");
    for (const when of [0, Date.now() / 1000 + 1e9]) {
      await utimes(join(folder, "lock.json"), when, when);
      expect(() => lockStore(folder, "second")).toThrow(LockedError);
    }
    lock.release();
  });

  it("takes over what is no lock at all", async () => {
    await writeFile(join(folder, "lock.json"), '{"pid": 1');
    lockStore(folder, "demo").release();
    await write(null);
    lockStore(folder, "demo").release();
  });

  it("gives a dead holder's lock to one of several processes only", async () => {
    const source = new URL("../../dist/src/store/lock.js", import.meta.url).href;
    // Each says whether it got the lock, and holds it until its input ends.
    const script = `import { lockStore } from ${JSON.stringify(source)};
      let got = 1; try { lockStore(process.argv[1], "x"); } catch (error) { got = error.constructor.name; }
      console.log(got); process.stdin.resume();`;
    for (let round = 0; round < 5; round++) {
      await write({ ...self, pid: 999999999 });
      const rivals = [1, 2, 3].map(() =>
        spawn(process.execPath, ["--input-type=module", "-e", script, folder]),
      );
      const answers = await Promise.all(
        rivals.map(
          ({ stdout }) =>
            new Promise<string>((resolve) => stdout.once("data", (text) => resolve(String(text).trim()))),
        ),
      );
      expect(answers.sort()).toEqual(["1", "LockedError", "LockedError"]);
      await Promise.all(
        rivals.map((rival) => new Promise((resolve) => void rival.once("close", resolve).stdin.end())),
      );
    }
  });
});
