import type { ChosenEngine } from "../engine/available.ts";
import type { Job, JobInputs, JobResult } from "../jobs/job.ts";
import type { Progress } from "../training/progress.ts";

/** Where jobs run. A rejected promise means that the job, or the worker under it, died; the executor itself lives on. */
export interface Executor {
  /** `signal`, where it is given: aborted, the worker under the job is ended, and the promise rejected. */
  run(
    job: Job,
    inputs: JobInputs,
    onProgress: (progress: Progress) => void,
    signal?: AbortSignal,
  ): Promise<JobResult>;
  close(): Promise<void>;
}

/** What an executor needs besides its jobs. */
export interface ExecutorPlace {
  /** Jobs read what they need from this store, and commit to it. */
  readonly storeDir: string;
  readonly engine: ChosenEngine;
  /** Jobs that it gets at the same time, at most. */
  readonly workers: number;
}

/**
 * Opens what runs the jobs of a study; it is closed when they are done. It gets all jobs but those of a moment, which run in
 * this thread, and teachers that have a number of TensorFlow threads, which run in a process of their own. Results are the
 * same bits only where TensorFlow runs with one thread, as `inlineExecutor` and the pool see to.
 */
export type OpenExecutor = (place: ExecutorPlace) => Executor;
