// What was asked of the ablation study as a whole, from what its run wrote beside its results.
import { join } from "node:path";
import { type Environment, readEnvironment } from "../../src/results/environment.ts";
import { readTimings, type TimingLine } from "../../src/results/timings.ts";
import type { GoalRow } from "./goals.ts";

/** Of the folder of a study's results. */
export interface StudyTimes {
  readonly environment: Environment | null;
  readonly timings: readonly TimingLine[];
}

export async function readStudyTimes(folder: string): Promise<StudyTimes> {
  return {
    environment: await readEnvironment(folder),
    timings: await readTimings(join(folder, "timings.jsonl")),
  };
}

/** Nothing unless one run made all rows, for only then is its time the time of the whole study. */
export function ablationGoal({ environment, timings }: StudyTimes): GoalRow[] {
  const teacher = timings.find(({ kind, job }) => kind === "train-teacher" && job.startsWith("mnist/"));
  if (teacher === undefined || environment === null || environment.cachedRows > 0) return [];
  return [
    {
      what: "The whole ablation study, parts of its MNIST teacher's 5 epochs",
      bound: "at most",
      limit: 1.35,
      value: environment.wallMs / teacher.elapsedMs,
      unit: "",
    },
  ];
}
