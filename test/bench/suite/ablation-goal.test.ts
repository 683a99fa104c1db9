import { describe, expect, it } from "vitest";
import { ablationGoal, type StudyTimes } from "../../../bench/suite/ablation-goal.ts";

const line = (job: string, elapsedMs: number) => ({
  job,
  kind: "train-teacher" as const,
  cells: 1,
  elapsedMs,
});
const environment = { workers: 2, rows: 500, cachedRows: 0, wallMs: 400_000, cpu: "Some CPU", cores: 2 };
const timings = [line("mnist/train-teacher/conv", 320_000), line("moons/train-teacher/network/1", 2000)];
const valuesOf = (times: StudyTimes) => ablationGoal(times).map(({ value }) => value);

describe("ablationGoal({ environment, timings })", () => {
  it("is the wall time of the whole study over the elapsed time of its MNIST teacher", () => {
    expect(valuesOf({ environment, timings })).toEqual([1.25]); // 400 / 320
    expect(valuesOf({ environment, timings: timings.toReversed() })).toEqual([1.25]);
  });

  it("is nothing where the run found rows that were there already: its time is not the whole", () => {
    expect(valuesOf({ environment: { ...environment, cachedRows: 1 }, timings })).toEqual([]);
  });

  it("is nothing without a study that was run, or without its teacher's time", () => {
    expect(valuesOf({ environment: null, timings })).toEqual([]);
    expect(valuesOf({ environment, timings: timings.slice(1) })).toEqual([]);
  });
});
