// What a job takes, before anything is loaded: guesses from measured jobs, to tell minutes from hours; never part of a result.
// Each constant names its measurement: 2 cores of an AMD EPYC with AVX-512, in results/bench/report.md unless something else is said.
import type { EngineName } from "../engine/engine.ts";
import type { Job } from "../jobs/job.ts";
import type { PlannedDataset } from "./planned.ts";
import { studentsEstimate, treesEstimate } from "./student-estimate.ts";
import { labelsEstimate, outsideEstimate, teacherEstimate } from "./teacher-estimate.ts";

export interface JobEstimate {
  /** Of the worker that does it, if nothing stops a training early. */
  readonly elapsedMs: number;
  /** Beside engine and data. */
  readonly bytes: number;
}

export interface EstimatedEngine {
  readonly name: EngineName;
  readonly hasLaneKernel: boolean;
  /** How many times as long networks take here as on the processor that was measured. */
  readonly slowdown: number;
}

/**
 * Of a processor of x64 without AVX-512: with AVX2 teachers take 2.9 to 3.1 times as long, students as tensors 2.7 and in the
 * lane kernel some 2.5 times (results/hinton, results/ablation; docs/engine.md).
 */
export const avx2Slowdown = 2.8;

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
      return slower(teacherEstimate(job.spec, sizes, engine), engine);
    case "read-teacher":
      return slower(outsideEstimate(job.files, sizes.evaluatedRows, sizes, engine), engine);
    case "label-shard":
      return slower(labelsEstimate(job, sizes, engine), engine);
    case "train-stack":
      return slower(studentsEstimate(job, sizes, engine), engine);
    case "grow-trees":
      return treesEstimate(job, sizes);
    case "join-labels":
    case "average-teachers":
    case "describe-dataset":
      return { elapsedMs: sizes.transferSize * rowMs, bytes: 8 * sizes.transferSize * sizes.numClasses };
  }
}

function slower({ elapsedMs, bytes }: JobEstimate, { slowdown }: EstimatedEngine): JobEstimate {
  return { elapsedMs: slowdown * elapsedMs, bytes };
}
