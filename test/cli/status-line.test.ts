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

  it("statusLine(state) guesses no less than what the slowest running job has left by its own epochs", () => {
    const events: StudyEvent[] = [
      planned,
      ...Array<StudyEvent>(8).fill({
        type: "job-done",
        ...students,
        elapsedMs: 1,
        rows: 1,
        doneRows: 5,
        totalRows: 40,
      }),
      { type: "job-started", ...teacher, cells: 1 },
      { type: "job-progress", ...teacher, epoch: 2, epochs: 50, step: 10, steps: 10, loss: null },
    ];
    // 8.04 jobs of 10 in 20 s would leave 5 s; 2 of 50 epochs in 20 s leave 480 s
    expect(lineAfter(events, 20_000)).toContain("about 8 min 0 s left");
  });

  it("statusLine(state) tells students a second since the first began, running ones by their epochs", () => {
    const started: StudyEvent = { type: "job-started", ...students, cells: 20 };
    const half: StudyEvent = {
      type: "job-progress",
      ...students,
      epoch: 5,
      epochs: 10,
      step: 4,
      steps: 4,
      loss: null,
    };
    const trees = { job: "moons/1", kind: "grow-trees" } as const;
    const grown: StudyEvent = {
      type: "job-done",
      ...trees,
      elapsedMs: 1,
      rows: 5,
      doneRows: 9,
      totalRows: 40,
    };
    const state = [planned, started].reduce(
      (before, event) => nextState(before, event, 10_000),
      initialState(0),
    );
    const after = (events: readonly StudyEvent[]) =>
      events.reduce((before, event) => nextState(before, event, 12_000), state);
    const line = (events: readonly StudyEvent[], nowMs: number) => statusLine(after(events), nowMs, 200);
    expect(line([], 12_000)).not.toMatch("students/");
    // half of 20 in 4 s; with 5 trees more 15 in 12 s; half of 20 in 50 s are 12 a minute
    expect(line([half], 14_000)).toContain(", 2.5 students/s");
    expect(line([half, { type: "job-started", ...trees, cells: 5 }, grown], 22_000)).toContain(
      ", 1.3 students/s",
    );
    expect(line([half], 60_000)).toContain(", 12 students/min");
    expect(line([half], 10_900)).not.toMatch("students/");
    const done: StudyEvent = {
      type: "job-done",
      ...students,
      elapsedMs: 1,
      rows: 20,
      doneRows: 24,
      totalRows: 40,
    };
    expect(line([half, done], 20_000)).not.toMatch("students/");
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
  return statusLine(
    events.reduce((state, event) => nextState(state, event, 0), initialState(0)),
    nowMs,
    columns,
  );
}
