// The books of a run: which keys are done, which are lost, which jobs wait. Nothing is started here.
import type { Job, JobFailure } from "../jobs/job.ts";

export interface Ledger {
  /** In the order in which ready ones should start. */
  readonly waiting: readonly Job[];
  readonly done: ReadonlySet<string>;
  /** By key. */
  readonly failures: ReadonlyMap<string, JobFailure>;
  /** The first that waits of which all needs are done; null without one. */
  ready(): Job | null;
  take(job: Job): void;
  /** Before all others. */
  putBack(job: Job): void;
  make(keys: readonly string[]): void;
  /** Takes along everything that waits for what is lost, however far down: those jobs come after this one. */
  lose(job: Job, failures: readonly JobFailure[]): LostJob[];
}

export interface LostJob {
  readonly job: Job;
  readonly failures: readonly JobFailure[];
}

/** `doneKeys`: what the store has. */
export function openLedger(jobs: readonly Job[], doneKeys: Iterable<string>): Ledger {
  let waiting = [...jobs];
  const done = new Set(doneKeys);
  const failures = new Map<string, JobFailure>();

  function lose(job: Job, lost: readonly JobFailure[]): LostJob[] {
    for (const failure of lost) failures.set(failure.key, failure);
    const hopeless = waiting.filter(({ needs }) => needs.some((key) => failures.has(key)));
    waiting = waiting.filter((other) => !hopeless.includes(other));
    const error = `${job.id} failed, which this needs: ${lost[0]!.error}`;
    const along = hopeless.flatMap((other) => lose(other, failuresOf(other, error)));
    return [{ job, failures: lost }, ...along];
  }

  return {
    get waiting() {
      return waiting;
    },
    done,
    failures,
    ready: () => waiting.find(({ needs }) => needs.every((key) => done.has(key))) ?? null,
    take(job) {
      waiting = waiting.filter((other) => other !== job);
    },
    putBack(job) {
      waiting.unshift(job);
    },
    make(keys) {
      for (const key of keys) done.add(key);
    },
    lose,
  };
}

/** Of all that the job would have made. */
export function failuresOf({ makes }: Job, error: string): JobFailure[] {
  return makes.map((key) => ({ key, error, stack: null }));
}
