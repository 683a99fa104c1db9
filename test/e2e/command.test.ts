import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packageRoot } from "../../src/package-root.ts";
import { smallStudy } from "./small-study.ts";

// The built command as a process, on a real study.
describe("distilgrid run STUDY", () => {
  let folder: string;
  let study: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-command-"));
    study = join(folder, "small.json");
    await writeFile(study, JSON.stringify(await smallStudy(join(folder, "data"))));
  });
  afterAll(() => rm(folder, { recursive: true, maxRetries: 3 }));

  function start(name: string): ChildProcess {
    const args = ["run", study, "--results", join(folder, name), "--store", join(folder, `${name}-store`)];
    return spawn(process.execPath, [join(packageRoot(), "dist/src/cli/main.js"), ...args]);
  }

  async function end(command: ChildProcess) {
    const [stdout, stderr, [code]] = await Promise.all([
      text(command.stdout!),
      text(command.stderr!),
      once(command, "close"),
    ]);
    return { code, stdout, stderr };
  }

  /** Resolves with the first line of a finished job. */
  const firstJobDone = (command: ChildProcess) =>
    new Promise<void>((resolve) => {
      command.stderr!.on("data", (chunk) => {
        if (/^\[\d+\/\d+\]/m.test(String(chunk))) resolve();
      });
    });

  it("ends with the headline table and the path of the report, and code 0", async () => {
    const { code, stdout } = await end(start("whole"));
    expect(code).toBe(0);
    expect(stdout).toContain("soft tree");
    expect(stdout.trimEnd().split("\n").at(-1)).toBe(join(folder, "whole", "small", "report.md"));
  });

  it("stops at the first Ctrl-C with code 130, says how to continue, and then continues to the same bytes", async () => {
    const command = start("stopped");
    const ended = end(command);
    await firstJobDone(command);
    command.kill("SIGINT");
    const { code, stderr } = await ended;
    expect(code).toBe(130);
    expect(stderr).toContain("To continue");
    expect((await end(start("stopped"))).code).toBe(0);
    for (const file of ["results.jsonl", "report.md"]) {
      const read = (name: string) => readFile(join(folder, name, "small", file), "utf8");
      expect(await read("stopped")).toBe(await read("whole"));
    }
  });

  it("is refused with code 4 while another process runs the study", async () => {
    const first = start("locked");
    const ended = end(first);
    await firstJobDone(first);
    const second = await end(start("locked"));
    expect(second.code).toBe(4);
    expect(second.stderr).toContain(`process ${first.pid}`);
    expect((await ended).code).toBe(0);
  });
});
