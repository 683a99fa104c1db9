// The commands `compare` and `index` through the program, without a process of their own.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommanderError } from "commander";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exitCodeOfError } from "../../src/cli/exit-code.ts";
import { createProgram } from "../../src/cli/program.ts";
import type { Output } from "../../src/cli/terminal.ts";
import { writeResolvedStudy, writeRows } from "../../src/results/files.ts";
import { withFailures } from "../report/change.ts";
import { rows, study } from "../report/fixture.ts";

function recorder(): Output & { text(): string } {
  let text = "";
  return {
    write: (more) => {
      text += more;
    },
    isLive: false,
    hasColor: false,
    columns: () => 80,
    text: () => text,
  };
}

async function distilgrid(...args: readonly string[]) {
  const [stdout, stderr] = [recorder(), recorder()];
  const program = createProgram(args, { stdout, stderr });
  await program.command.parseAsync(args, { from: "user" });
  return { code: program.exitCode(), stdout: stdout.text(), stderr: stderr.text() };
}

describe("distilgrid", () => {
  let folder: string;
  let seed: string;
  let other: string;
  let old: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-compare-"));
    [seed, other, old] = [join(folder, "seed"), join(folder, "other"), join(folder, "old")];
    for (const path of [seed, other, old]) await writeResolvedStudy(path, study);
    await writeRows(seed, rows);
    await writeRows(other, withFailures(rows, "Soft tree", [1], "out of memory"));
    await writeFile(join(old, "results.jsonl"), '{"schemaVersion":99}\n');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("distilgrid compare A A says that nothing differs", async () => {
    const { code, stdout, stderr } = await distilgrid("compare", seed, seed);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("\nNothing differs: ");
  });

  it("distilgrid compare A B ends with 0 where something differs, a failed cell too", async () => {
    const { code, stdout } = await distilgrid("compare", seed, other);
    expect(code).toBe(0);
    expect(stdout).toContain("## What failed");
  });

  it("distilgrid compare --json is one object on one line", async () => {
    const { stdout } = await distilgrid("compare", seed, other, "--json");
    expect(stdout.trimEnd()).not.toContain("\n");
    const { a, b, cells, nothingDiffers, settings, models } = JSON.parse(stdout);
    expect([a.folder, b.failed[0].seed, nothingDiffers, settings]).toEqual([seed, 1, false, []]);
    expect(cells).toMatchObject({ doneInBoth: 54, doneOnlyInA: 1 });
    expect(models[1]).toMatchObject({ name: "Hard tree", finding: "the same results", adjustedP: null });
  });

  it.each([
    ["nowhere", /Cannot read .*nowhere.study\.yaml: there is no such file\. /],
    ["old", /`schemaVersion` to be 1 or 2 in .*old.results\.jsonl, line 1, got `99`/],
  ])("distilgrid compare A %s is an error of the user", async (name, message) => {
    const error: unknown = await distilgrid("compare", seed, join(folder, name)).catch((thrown) => thrown);
    expect(String(error)).toMatch(message);
    expect(exitCodeOfError(error)).toBe(2);
  });

  it("distilgrid index FOLDER writes the same README.md each time, and tells on stderr what it cannot read", async () => {
    const { code, stdout, stderr } = await distilgrid("index", folder);
    expect([code, stdout]).toEqual([2, `${join(folder, "README.md")}\n`]);
    expect(stderr).toMatch(
      /^old: Expected `schemaVersion` to be 1 or 2 in old.results\.jsonl, line 1, got `99`\..*\n$/,
    );
    const first = await readFile(join(folder, "README.md"), "utf8");
    expect(first).toContain("| seed |");
    await distilgrid("index", folder);
    expect(await readFile(join(folder, "README.md"), "utf8")).toBe(first);
    await rm(old, { recursive: true });
    expect((await distilgrid("index", folder)).code).toBe(0);
  });

  it.each([
    ["compare", "Example:\n  distilgrid compare results/seed "],
    ["index", "Example:\n  distilgrid index results\n"],
  ])("distilgrid %s --help has an example", async (command, example) => {
    const [stdout, stderr] = [recorder(), recorder()];
    const { command: program } = createProgram([command, "--help"], { stdout, stderr });
    await expect(program.parseAsync([command, "--help"], { from: "user" })).rejects.toThrow(CommanderError);
    expect(stdout.text()).toContain(example);
  });
});
