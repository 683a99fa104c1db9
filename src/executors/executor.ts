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
