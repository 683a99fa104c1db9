// What a job takes, before anything is loaded: guesses from measured jobs, to tell minutes from hours; never part of a result.
// Each constant names its measurement: 2 cores of an AMD EPYC, in results/bench/report.md unless something else is said.
import type { EngineName } from "../engine/engine.ts";
import type { Job } from "../jobs/job.ts";
import type { PlannedDataset } from "./planned.ts";
import { studentsEstimate, treesEstimate } from "./student-estimate.ts";
import { labelsEstimate, teacherEstimate } from "./teacher-estimate.ts";

export interface JobEstimate {
  /** Of the worker that does it, if nothing stops a training early. */
  readonly elapsedMs: number;
  /** Beside engine and data. */
  readonly bytes: number;
}

export interface EstimatedEngine {
  readonly name: EngineName;
  readonly hasLaneKernel: boolean;
}

export type DatasetSizes = Omit<PlannedDataset, "source">;

export function jobEstimate(job: Job, sizes: DatasetSizes, engine: EstimatedEngine): JobEstimate {
  const { elapsedMs, bytes } = ofWork(job, sizes, engine);
  return { elapsedMs: jobMs + elapsedMs, bytes };
}

/** Of a job whose work is next to nothing, such as the labels of 2,000 moons: results/seed/timings.jsonl. */
const jobMs = 30;

/** Joining 60,000 labels takes 125 ms more: results/seed/timings.jsonl. */
const rowMs = 125 / 60_000;

function ofWork(job: Job, sizes: DatasetSizes, engine: EstimatedEngine): JobEstimate {
  switch (job.kind) {
    case "train-teacher":
      return teacherEstimate(job.spec, sizes, engine);
    case "label-shard":
      return labelsEstimate(job, sizes, engine);
    case "train-stack":
      return studentsEstimate(job, sizes, engine);
    case "grow-trees":
      return treesEstimate(job, sizes);
    case "join-labels":
    case "average-teachers":
    case "describe-dataset":
      return { elapsedMs: sizes.transferSize * rowMs, bytes: 8 * sizes.transferSize * sizes.numClasses };
  }
}
