import { describe, expect, it } from "vitest";
import { renderCosts, renderFailures } from "../../src/cli/render-outcome.ts";
import type { StudyOutcome } from "../../src/coordinator/events.ts";
import { studentSchema } from "../../src/study/schema.ts";

const outcome: StudyOutcome = {
  state: "done",
  rows: [],
  resultsFolder: "results/s",
  timings: [
    { job: "a", kind: "train-teacher", cells: 1, elapsedMs: 60_000 },
    { job: "b", kind: "train-stack", cells: 9, elapsedMs: 4000 },
    { job: "c", kind: "train-stack", cells: 9, elapsedMs: 5000 },
  ],
  wallMs: 65_000,
  peakBytes: 2_900_000_000,
};

describe("renderCosts(outcome)", () => {
  it("renderCosts(outcome) sums the time of each kind of job", () => {
    expect(renderCosts(outcome)).toBe(
      "Wall time 1 min 5 s, peak memory 2.9 GB.\n\n" +
        "job       count  time, all workers\n" +
        "teacher       1          1 min 0 s\n" +
        "students      2              9.0 s\n",
    );
  });

  it("renderCosts(outcome) says when everything was there, and is silent on unknown memory", () => {
    expect(renderCosts({ ...outcome, timings: [], wallMs: 400, peakBytes: null })).toBe(
      "Wall time 0.4 s.\nNothing had to be done: every row was cached.\n",
    );
  });
});

describe("renderFailures(outcome)", () => {
  it("renderFailures(outcome) is null when nothing failed", () => {
    expect(renderFailures(outcome)).toBeNull();
  });

  it("renderFailures(outcome) names the first failed row and counts them", () => {
    const failed = {
      schemaVersion: 2,
      key: "k",
      experiment: "moons",
      seed: 4,
      role: "student",
      state: "failed",
      arm: "hard tree",
      variant: {},
      spec: studentSchema.parse({ name: "hard tree", kind: "tree", labels: "hard" }),
      teacher: null,
      error: "no leaves.",
    } as const;
    expect(renderFailures({ ...outcome, rows: [failed, { ...failed, seed: 5 }] })).toBe(
      '2 of 2 rows failed, the first of them "hard tree", seed 4 of moons: no leaves. ' +
        "The report lists them all; running the same command again tries them again.\n",
    );
  });
});
