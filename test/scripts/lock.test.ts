import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { withLock } from "../../scripts/lock.mjs";
import { temporaryFolder } from "./temporary-folder.ts";

const quick = { pollMs: 5 };

/** The number of a process that has just ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ["--version"]).pid;
}

function lockFile(holder: Record<string, unknown>): string {
  const path = join(temporaryFolder(), "set-up.lock");
  writeFileSync(path, JSON.stringify({ born: "", child: null, host: hostname(), time: "", ...holder }));
  return path;
}

/** Starts a wait for the lock, and says when it has met another holder. */
function waitFor(path: string): { met: Promise<unknown>; done: Promise<string> } {
  let done = Promise.resolve("");
  const met = new Promise((onWait) => {
    done = withLock(path, async () => "mine", { ...quick, onWait });
  });
  return { met, done };
}

test("withLock(path, work) returns what the work returns and leaves nothing behind", async () => {
  const folder = temporaryFolder();
  expect(await withLock(join(folder, "set-up.lock"), async () => 7)).toBe(7);
  expect(readdirSync(folder)).toEqual([]);
});

test("withLock(path, work) gives the lock back when the work throws", async () => {
  const path = join(temporaryFolder(), "set-up.lock");
  await expect(withLock(path, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(existsSync(path)).toBe(false);
});

test("withLock(path, work) lets one in at a time", async () => {
  const path = join(temporaryFolder(), "set-up.lock");
  let inside = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++inside);
    await new Promise((resolve) => setImmediate(resolve));
    inside--;
  };
  await Promise.all(Array.from({ length: 8 }, () => withLock(path, work, quick)));
  expect(most).toBe(1);
});

test("withLock(path, work) takes over the lock of a dead process, once for all who wait", async () => {
  const path = lockFile({ pid: deadPid() });
  let inside = 0;
  const work = async () => {
    expect(++inside).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    inside--;
  };
  await Promise.all(Array.from({ length: 8 }, () => withLock(path, work, quick)));
  expect(readdirSync(join(path, ".."))).toEqual([]);
});

test.runIf(process.platform === "linux")(
  "withLock(path, work) takes over when the number belongs to another process by now",
  async () => {
    const path = lockFile({ pid: process.pid, born: "1" });
    expect(await withLock(path, async () => "mine", quick)).toBe("mine");
  },
);

test("withLock(path, work) takes over what a loss of power left of a lock", async () => {
  const path = join(temporaryFolder(), "set-up.lock");
  writeFileSync(path, "");
  expect(await withLock(path, async () => "mine", quick)).toBe("mine");
});

test("withLock(path, work) waits for a holder on another host, dead or not", async () => {
  const path = lockFile({ pid: deadPid(), host: `not-${hostname()}` });
  const { met, done } = waitFor(path);
  expect(await met).toMatchObject({ host: `not-${hostname()}` });
  writeFileSync(path, JSON.stringify({ pid: deadPid(), born: "", child: null, host: hostname() }));
  expect(await done).toBe("mine");
});

test("withLock(path, work) waits for a program that outlives its dead holder", async () => {
  const program = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  onTestFinished(() => void program.kill("SIGKILL"));
  const path = join(temporaryFolder(), "set-up.lock");
  const text = await withLock(path, async (lock: { working: (pid: number) => void }) => {
    lock.working(program.pid!);
    return readFileSync(path, "utf8");
  });
  writeFileSync(path, JSON.stringify({ ...JSON.parse(text), pid: deadPid() }));
  const { met, done } = waitFor(path);
  await met;
  program.kill("SIGKILL");
  await once(program, "exit");
  expect(await done).toBe("mine");
});
