import { describe, expect, it } from "vitest";
import { initialState, nextState } from "../../src/cli/run-state.ts";
import { statusLine } from "../../src/cli/status-line.ts";
import type { StudyEvent } from "../../src/coordinator/events.ts";

const planned = {
  type: "planned",
  study: "s",
  engine: "e",
  workers: 2,
  rows: 40,
  cachedRows: 4,
  jobs: 10,
} as const;
const teacher = { job: "mnist/net", kind: "train-teacher" } as const;
const students = { job: "mnist/1", kind: "train-stack" } as const;

describe("statusLine(state, nowMs, columns)", () => {
  it("statusLine(state) counts cached rows as done", () => {
    expect(lineAfter([planned], 0)).toBe("4/40 done, 0 running");
  });

  it("statusLine(state) shows the teacher's epoch and loss before those of students", () => {
    const events: StudyEvent[] = [
      planned,
      { type: "job-started", ...students, cells: 20 },
      { type: "job-started", ...teacher, cells: 1 },
      { type: "job-progress", ...students, epoch: 1, epochs: 5, step: 1, steps: 10, loss: 2 },
      { type: "job-progress", ...teacher, epoch: 3, epochs: 12, step: 1, steps: 420, loss: 0.0412 },
    ];
    expect(lineAfter(events, 0)).toBe("4/40 done, 2 running; teacher mnist/net: epoch 3/12, loss 0.0412");
  });

  it("statusLine(state) counts what failed, and what ended is no longer running", () => {
    const events: StudyEvent[] = [
      planned,
      { type: "job-started", ...students, cells: 3 },
      { type: "job-failed", ...students, error: "x", stack: null, failedRows: 3 },
    ];
    expect(lineAfter(events, 0)).toBe("4/40 done, 0 running, 3 rows failed");
  });

  it("statusLine(state) guesses the time left from the share of jobs, running ones by their epochs", () => {
    const events: StudyEvent[] = [
      planned,
      { type: "job-started", ...students, cells: 1 },
      { type: "job-done", ...students, elapsedMs: 1, rows: 1, doneRows: 5, totalRows: 40 },
      { type: "job-started", ...teacher, cells: 1 },
      { type: "job-progress", ...teacher, epoch: 2, epochs: 2, step: 5, steps: 10, loss: null },
    ];
    // 1 job and 3/4 of another of 10: 17.5 % in 35 s, so 200 s in all and 165 s left
    expect(lineAfter(events, 35_000)).toBe(
      "5/40 done, 1 running, about 2 min 45 s left; teacher mnist/net: epoch 2/2",
    );
    expect(lineAfter(events, 2000)).not.toMatch("left");
  });

  it("statusLine(state) is shorter than the terminal is wide", () => {
    const events: StudyEvent[] = [
      planned,
      { type: "job-progress", ...teacher, epoch: 1, epochs: 2, step: 1, steps: 2, loss: 1 },
    ];
    for (const columns of [5, 20, 30, 200]) {
      expect(lineAfter(events, 0, columns).length).toBeLessThan(columns);
    }
    expect(lineAfter(events, 0, 30)).toBe("4/40 done, 1 running; teache…");
  });
});

function lineAfter(events: readonly StudyEvent[], nowMs: number, columns = 200): string {
  return statusLine(events.reduce(nextState, initialState(0)), nowMs, columns);
}
