import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BenchResult } from "../../bench/suite/result.ts";
import { packageRoot } from "../../src/package-root.ts";

const execute = promisify(execFile);

// The built command as a process.
describe("npm run bench -- NAME --quick --results DIR", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-bench-test-"));
  });
  afterAll(() => rm(folder, { recursive: true, maxRetries: 3 }));

  const run = (...args: readonly string[]) =>
    execute(process.execPath, [
      join(packageRoot(), "dist/bench/main.js"),
      ...args,
      "--quick",
      "--results",
      folder,
    ]);

  it("measures the one that is named and makes the report of what is there", async () => {
    const { stdout } = await run("pool-dispatch");
    expect(stdout.trimEnd().split("\n").at(-1)).toBe(join(folder, "report.md"));
    const result = JSON.parse(await readFile(join(folder, "pool-dispatch.json"), "utf8")) as BenchResult;
    expect(result.isQuick).toBe(true);
    expect(result.variants.map(({ id }) => id)).toEqual(["thread", "one-job", "all-workers"]);
    for (const { time } of result.variants) {
      expect(time.n).toBeGreaterThanOrEqual(2);
      expect(time.medianMs).toBeGreaterThan(0);
    }
    const report = await readFile(join(folder, "report.md"), "utf8");
    expect(report).toContain(`## ${result.question}`);
  });

  it("refuses a name that is not one with code 2", async () => {
    await expect(run("pool")).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining("got `pool`"),
    });
  });
});
