// The built command in a pseudo-terminal: one live line while it runs, and nothing of it afterwards.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packageRoot } from "../../src/package-root.ts";
import { inTerminal, pseudoTerminal, type TerminalOptions } from "../pseudo-terminal.ts";
import { screenAfter } from "../terminal-screen.ts";
import { writeCommandStudies } from "./command-studies.ts";

const program = `${process.execPath} ${join(packageRoot(), "dist", "src", "cli", "main.js")}`;
const controlC = "\u0003";
const liveLine = /^(\d+\/\d+ done, .*)?$/;

describe.skipIf(pseudoTerminal === undefined)(
  "distilgrid in a terminal (skipped where neither `script` nor Python's pty is there)",
  () => {
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "distilgrid-terminal-"));
      await writeCommandStudies(folder);
    });
    afterAll(() => rm(folder, { recursive: true, maxRetries: 3 }));

    const start = (args: string, options: Partial<TerminalOptions> = {}) =>
      inTerminal(`${program} ${args}`, { columns: 80, cwd: folder, ...options });
    const run = (study: string, more = "") => `run ${study}.json --engine portable --no-cost ${more}`;
    const file = (name: string) => readFile(join(folder, name), "utf8");

    it("rewrites one line on stderr, shorter than the terminal is wide, and leaves nothing of it; stdout is a file", async () => {
      const session = start(run("quick", "--store .live > out.txt"), { columns: 16 });
      expect(await session.ended).toBe(0);
      const { lines, cursor, overwritten } = screenAfter(session.output(), 16);
      expect(overwritten.filter((line) => /^\d+\/\d+ done/.test(line)).length).toBeGreaterThan(0);
      for (const line of overwritten) {
        expect(line).toMatch(liveLine);
        expect(line.length).toBeLessThan(16);
      }
      expect(lines.join("")).toMatch(/^quick: \d+ rows, ?0/);
      expect(lines.filter((line) => line.includes(" done"))).toEqual([]);
      expect(cursor).toMatchObject({ column: 0, isVisible: true });
      expect(await file("out.txt")).toMatch(/^rows\nmodel (.*\n)+results\/quick\/report\.md\n$/);
      expect(await file("out.txt")).not.toContain("\u001b");
    });

    it("writes plain lines on stderr where that is a file; stdout is a terminal", async () => {
      const session = start(run("quick", "--store .file 2> err.txt"));
      expect(await session.ended).toBe(0);
      const plain = await file("err.txt");
      expect(plain).toMatch(/^quick: .*\n(\[\d+\/\d+\] .*\n)+$/);
      expect(plain).not.toContain("\u001b");
      expect(screenAfter(session.output(), 80).lines[0]).toBe("rows");
    });

    it("shows the teacher's epoch and students a second; Ctrl-C is answered, the second ends it at once, and the line is gone", async () => {
      const session = start(run("endless", "--workers 2"), { columns: 120 });
      await session.until(
        / 2 running, [\d.]+ students\/(s|min).*; teacher taught\/network\/1: epoch \d+\/100000/,
      );
      session.type(controlC);
      await session.until(/Stopping: no new jobs/);
      session.type(controlC);
      expect(await session.ended).toBe(130);
      const { lines, cursor } = screenAfter(session.output(), 120);
      expect(lines.filter((line) => line.includes("running, "))).toEqual([]);
      expect(lines.join("")).toContain("To continue later: distilgrid run endless.json");
      expect(cursor).toMatchObject({ column: 0, isVisible: true });
    });

    // Stopped at the first failure, so that no report is written, which takes most of the time.
    const failing = run("absurd", "--fail-fast --workers 1");

    it("leaves failures above the live line, in red", async () => {
      const session = start(failing);
      expect(await session.ended).toBe(3);
      expect(session.output()).toContain("\u001b[2K\u001b[31mFAILED students rows");
      expect(screenAfter(session.output(), 80).lines.join("")).toContain("FAILED students rows");
    });

    it.each([
      ["in colours", {}, "", true],
      ["without colours for NO_COLOR=1", { NO_COLOR: "1" }, "", false],
      ["without colours for --no-color", {}, "--no-color", false],
    ])("writes what doctor finds %s", async (_, env, option, hasColor) => {
      const session = start(`doctor ${option}`, { env });
      expect(await session.ended).toBe(0);
      expect(session.output().includes("\u001b[32mok\u001b[0m")).toBe(hasColor);
      expect(session.output().includes("\u001b")).toBe(hasColor);
    });

    it("writes plain lines with TERM=dumb", async () => {
      const session = start(run("quick", "--store .live"), { env: { TERM: "dumb" } });
      expect(await session.ended).toBe(0);
      expect(session.output()).toMatch(/^quick: .*\r\n/);
      expect(session.output()).not.toContain("\u001b");
    });
  },
);
