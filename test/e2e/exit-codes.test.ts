// Each exit code of docs/command.md, by the built command as a process; and what `--json` wrote on the way.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exitCode } from "../../src/cli/exit-code.ts";
import { studyEventSchema } from "../../src/coordinator/event-schema.ts";
import { packageRoot } from "../../src/package-root.ts";
import { lockStore } from "../../src/store/lock.ts";
import { writeCommandStudies } from "./command-studies.ts";

interface Case {
  readonly code: number;
  readonly when: string;
  readonly args: readonly string[];
  readonly stdout?: RegExp;
  readonly stderr?: RegExp;
  readonly atOnce?: (command: ChildProcess) => void;
  /** What is done when the first line has come. */
  readonly meanwhile?: (command: ChildProcess) => void;
  /** Of the installed package; default: this one. */
  readonly root?: () => string;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "distilgrid-exit-"));
  await writeCommandStudies(folder);
  await writeFile(join(folder, "misspelt.json"), '{ "name": "misspelt", "sedes": [1] }');
  await brokenPackage(join(folder, "broken"));
});
afterAll(() => rm(folder, { recursive: true, maxRetries: 3 }));

/** An installation that has lost a file: an error that no user has made. */
async function brokenPackage(root: string): Promise<void> {
  const isKept = (path: string) => !path.endsWith("plan-study.js") && !path.endsWith(".map");
  await cp(join(packageRoot(), "dist", "src"), join(root, "dist", "src"), {
    recursive: true,
    filter: isKept,
  });
  await cp(join(packageRoot(), "package.json"), join(root, "package.json"));
  await symlink(join(packageRoot(), "node_modules"), join(root, "node_modules"));
}

// Quick to start: no TensorFlow is loaded. Each run has a store of its own, so that no case depends on another.
const run = (study: string, name: string, ...more: string[]) =>
  ["run", `${study}.json`, "--engine", "portable", "--no-cost", "--store", `.store-${name}`].concat(more);

const twice = (signal: NodeJS.Signals) => (command: ChildProcess) => {
  command.kill(signal);
  command.stderr!.on("data", (chunk) => {
    if (String(chunk).includes("Stopping")) command.kill(signal);
  });
};

const cases: readonly Case[] = [
  { code: 0, when: "all is done", args: run("quick", "done"), stdout: /\nresults\/quick\/report\.md\n$/ },
  {
    code: 1,
    when: "doctor finds that a run would not work",
    args: ["doctor", "--results", "quick.json/results"],
    stdout: /^missing +results folder /m,
  },
  {
    code: 1,
    when: "distilgrid itself is broken",
    args: ["plan", "quick.json"],
    stderr: /^internal error: .*plan-study\.js.*defect of distilgrid/s,
    root: () => join(folder, "broken"),
  },
  { code: 2, when: "the command line is wrong", args: ["run"], stderr: /^error: missing required argument/ },
  { code: 2, when: "the study is wrong", args: run("misspelt", "x"), stderr: /Did you mean `seeds`\?/ },
  {
    code: 3,
    when: "cells failed, with --json",
    args: run("absurd", "failed", "--json"),
    stdout: /"type":"job-failed".*"state":"failed-cells"/s,
    stderr: /^2 of \d+ rows failed, .*not finite/,
  },
  {
    code: 3,
    when: "--fail-fast stopped it, with --json",
    args: run("absurd", "stopped", "--json", "--fail-fast", "--workers", "1"),
    stdout: /"type":"stopped".*"state":"stopped","resultsFolder":null/s,
    stderr: /^To continue: distilgrid run absurd\.json /m,
  },
  {
    code: 4,
    when: "another process runs it",
    args: run("quick", "locked"),
    stderr: /runs the study "other"/,
  },
  {
    code: 130,
    when: "Ctrl-C stopped it, with --json",
    args: run("quick", "interrupted", "--json", "--workers", "1"),
    stdout: /"type":"interrupted".*"state":"interrupted"/s,
    stderr: /^Stopping: .*\nTo continue: distilgrid run quick\.json /,
    meanwhile: (command) => command.kill("SIGINT"),
  },
  { code: 130, when: "Ctrl-C came twice", args: run("endless", "sigint", "-v"), meanwhile: twice("SIGINT") },
  {
    code: 143,
    when: "SIGTERM stopped it",
    args: run("quick", "terminated", "--workers", "1"),
    stderr: /^To continue: /m,
    meanwhile: (command) => command.kill("SIGTERM"),
  },
  {
    code: 141,
    when: "the reader of the output went away",
    args: ["plan", "quick.json"],
    atOnce: (command) => command.stdout!.destroy(),
  },
];

/** Everything that was written, and how it ended. */
async function end({ args, atOnce, meanwhile, root = packageRoot }: Case) {
  const command = spawn(process.execPath, [join(root(), "dist", "src", "cli", "main.js"), ...args], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  atOnce?.(command);
  if (meanwhile !== undefined) {
    // The first line tells that the run has begun and listens to signals.
    const first = args.includes("--json") ? command.stdout : command.stderr;
    first.once("data", () => meanwhile(command));
  }
  const [stdout, stderr, [code]] = await Promise.all([
    text(command.stdout).catch(() => ""),
    text(command.stderr),
    once(command, "close"),
  ]);
  return { code, stdout, stderr };
}

describe("distilgrid", () => {
  it.each(cases)("ends with $code when $when", async (given) => {
    const lock = given.code === 4 ? lockStore(join(folder, ".store-locked"), "other") : null;
    const { code, stdout, stderr } = await end(given);
    lock?.release();
    expect(code, stderr).toBe(given.code);
    if (given.stdout) expect(stdout).toMatch(given.stdout);
    if (given.stderr) expect(stderr).toMatch(given.stderr);
    if (!given.args.includes("--json")) return;
    const lines = stdout.trimEnd().split("\n");
    const events = lines.map((line) => studyEventSchema.parse(JSON.parse(line)));
    expect([events[0]!.type, events.at(-1)!.type]).toEqual(["planned", "ended"]);
  });

  it("has a case here for each exit code, and docs/command.md lists the same", async () => {
    const codes = Object.values(exitCode).sort((a, b) => a - b);
    expect([...new Set(cases.map(({ code }) => code))].sort((a, b) => a - b)).toEqual(codes);
    const page = await readFile(join(packageRoot(), "docs", "command.md"), "utf8");
    const [, table = ""] = page.split("## Exit codes");
    const listed = [...table.matchAll(/^\| ([\d, ]+) \|/gm)].flatMap(([, cell = ""]) => cell.split(", "));
    expect(listed.map(Number).sort((a, b) => a - b)).toEqual(codes);
  });
});
