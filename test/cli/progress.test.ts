import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openProgress } from "../../src/cli/progress.ts";
import { terminalOf } from "../../src/cli/terminal.ts";
import type { StudyEvent } from "../../src/coordinator/events.ts";

const done: StudyEvent = {
  type: "job-done",
  job: "a",
  kind: "grow-trees",
  elapsedMs: 100,
  rows: 1,
  doneRows: 1,
  totalRows: 2,
};
const failed: StudyEvent = {
  type: "job-failed",
  job: "b",
  kind: "grow-trees",
  error: "no leaves",
  stack: null,
  failedRows: 1,
};

describe("openProgress(terminal, options)", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("openProgress(terminal, options) writes one plain line a finished job where stderr is a file", () => {
    const screen = screenOf({ isTTY: false });
    const progress = openProgress(screen.terminal, { clock: () => 0 });
    progress.show(done);
    progress.show(failed);
    progress.close();
    expect(screen.stderr()).toBe("[1/2] tree a, 0.1 s\nFAILED tree b, 1 row lost: no leaves\n");
    expect(screen.stdout()).toBe("");
  });

  it("openProgress(terminal, json) writes one JSON object a line on stdout and nothing on stderr", () => {
    const screen = screenOf({ isTTY: true });
    const progress = openProgress(screen.terminal, { json: true, clock: () => 0 });
    progress.show(done);
    progress.show(failed);
    progress.close();
    const lines = screen.stdout().trimEnd().split("\n");
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([done, failed]);
    expect(screen.stderr()).toBe("");
  });

  it("openProgress(terminal, quiet) writes failures only", () => {
    const screen = screenOf({ isTTY: true, env: { NO_COLOR: "1" } });
    const progress = openProgress(screen.terminal, { quiet: true, clock: () => 0 });
    progress.show(done);
    progress.show(failed);
    progress.close();
    expect(screen.stderr()).toBe("FAILED tree b, 1 row lost: no leaves\n");
  });

  it("openProgress(terminal, options) rewrites one line on a terminal, and leaves failures above it", () => {
    const screen = screenOf({ isTTY: true });
    const progress = openProgress(screen.terminal, { clock: () => 0 });
    progress.show(done);
    progress.show(failed);
    progress.close();
    progress.close();
    const clear = "\r\u001b[2K";
    expect(screen.stderr()).toBe(
      `${clear}1/2 done, 0 running` +
        `${clear}\u001b[31mFAILED tree b, 1 row lost: no leaves\u001b[0m\n` +
        `${clear}1/2 done, 0 running, 1 row failed${clear}`,
    );
  });

  it("openProgress(terminal, options) draws at most ten times a second, and once a second without events", () => {
    let nowMs = 0;
    const screen = screenOf({ isTTY: true });
    const progress = openProgress(screen.terminal, { clock: () => nowMs });
    for (; nowMs < 1000; nowMs += 10) progress.show(done);
    expect(screen.stderr().match(/done/g)).toHaveLength(10);
    vi.advanceTimersByTime(3000);
    expect(screen.stderr().match(/done/g)).toHaveLength(13);
    progress.close();
    vi.advanceTimersByTime(3000);
    expect(screen.stderr().match(/done/g)).toHaveLength(13);
  });
});

describe("terminalOf(stdout, stderr, env)", () => {
  const tty = { isTTY: true, columns: 100, write: () => true };
  const file = { isTTY: false, columns: 0, write: () => true };

  it("terminalOf(stdout, stderr, env) asks each stream on its own", () => {
    const { stdout, stderr } = terminalOf(file, tty, {});
    expect([stdout.isLive, stderr.isLive]).toEqual([false, true]);
    expect([stdout.columns(), stderr.columns()]).toEqual([80, 100]);
  });

  it.each([
    [{ NO_COLOR: "1" }, true, false],
    [{ NO_COLOR: "" }, true, true],
    [{ TERM: "dumb" }, false, false],
    [{}, true, true],
  ])("terminalOf(tty, tty, %j) is live: %s, coloured: %s", (env, isLive, hasColor) => {
    expect(terminalOf(tty, tty, env).stderr).toMatchObject({ isLive, hasColor });
  });
});

function screenOf({ isTTY, env = {} }: { isTTY: boolean; env?: Record<string, string> }) {
  const written = { stdout: "", stderr: "" };
  const stream = (name: "stdout" | "stderr") => ({
    isTTY,
    columns: 80,
    write: (text: unknown) => {
      written[name] += String(text);
      return true;
    },
  });
  const terminal = terminalOf(stream("stdout"), stream("stderr"), env);
  return { terminal, stdout: () => written.stdout, stderr: () => written.stderr };
}
