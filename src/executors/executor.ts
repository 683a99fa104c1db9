import type { Job, JobInputs, JobResult } from "../jobs/job.ts";
import type { Progress } from "../training/progress.ts";

/** Where jobs run. A rejected promise means that the job, or the worker under it, died; the executor itself lives on. */
export interface Executor {
  run(job: Job, inputs: JobInputs, onProgress: (progress: Progress) => void): Promise<JobResult>;
  close(): Promise<void>;
}
