import { isTrainedAlone } from "../study/trained-alone.ts";
import type { Job } from "./job.ts";

/** TensorFlow threads of a job that has a process of its own; 0 for all others. The plan has filled them in. */
export function threadsOfProcess(job: Job): number {
  return job.kind === "train-teacher" && isTrainedAlone(job.spec) ? (job.spec.threads ?? 1) : 0;
}

/** A job of a moment, that needs no worker. */
export function isSmall(job: Job): boolean {
  if (job.kind === "read-teacher") return job.spec.kind === "logits";
  return job.kind === "describe-dataset" || job.kind === "join-labels" || job.kind === "average-teachers";
}

/** How many of the machine's places a job takes: a teacher that trains alone as many as it has threads. */
export function placesOf(job: Job, workers: number): number {
  return isSmall(job) ? 0 : Math.min(Math.max(1, threadsOfProcess(job)), workers);
}
