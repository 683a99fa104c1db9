// Which jobs that died are tried again: what ran out of memory once more with nothing beside it, what else died as often
// as the user allows.
import { failureOf } from "../jobs/failure.ts";
import type { Job } from "../jobs/job.ts";
import { isMemoryDeath } from "../jobs/memory-death.ts";

export interface SecondTry {
  /** Of the try that failed, for people. */
  readonly error: string;
  /** From 1. */
  readonly retry: number;
  /** How many the job gets. */
  readonly retries: number;
}

export interface SecondTries {
  /** null: it has had all its tries. */
  next(job: Job, thrown: unknown): SecondTry | null;
  /** Whether nothing may run beside it. */
  isAlone(job: Job): boolean;
}

/** `retries`: for what dies of anything but memory. */
export function secondTries(retries: number): SecondTries {
  const tried = new Map<Job, number>();
  const alone = new Set<Job>();

  /** Whatever `retries` says: what ran beside it may have been what was too much. */
  function nextAlone(job: Job, thrown: unknown): SecondTry | null {
    if (alone.has(job)) return null;
    alone.add(job);
    const error = `${failureOf("", thrown).error}; it is tried once more, with nothing beside it`;
    return { error, retry: 1, retries: 1 };
  }

  return {
    next(job, thrown) {
      if (isMemoryDeath(thrown)) return nextAlone(job, thrown);
      const retry = (tried.get(job) ?? 0) + 1;
      if (retry > retries || thrown instanceof JobTimeout) return null;
      tried.set(job, retry);
      return { error: failureOf("", thrown).error, retry, retries };
    },
    isAlone: (job) => alone.has(job),
  };
}

/** Such a job is not tried again: it would cost as much once more. */
export class JobTimeout extends Error {
  constructor(ms: number) {
    super(
      `The job was ended after ${ms / 1000} s, the limit of --job-timeout. Raise it if the job should take as long.`,
    );
  }
}
