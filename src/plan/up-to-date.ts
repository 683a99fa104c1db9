import type { Job } from "../jobs/job.ts";

/**
 * Of the keys that the store has, those that were made from nothing that it lacks. `jobs`: all that make the study from
 * nothing. What is made again may differ in its last bits on another machine: so is all that was made from it.
 */
export function upToDate(intact: ReadonlySet<string>, jobs: readonly Job[]): ReadonlySet<string> {
  const done = new Set(intact);
  for (let before = Number.NaN; done.size !== before; ) {
    before = done.size;
    for (const job of jobs) {
      if (madeFrom(job).every((key) => done.has(key))) continue;
      for (const key of job.makes) done.delete(key);
    }
  }
  return done;
}

/** Shards are worth nothing once their labels are joined. */
function madeFrom(job: Job): readonly string[] {
  return job.kind === "join-labels" ? [job.teacherKey] : job.needs;
}
