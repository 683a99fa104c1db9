// Dispatches jobs as what they need becomes done. A job that fails takes along what depends on it; the rest goes on.
import type { Executor } from "../executors/executor.ts";
import { failureOf } from "../jobs/failure.ts";
import type { Job, JobFailure } from "../jobs/job.ts";
import type { StudyEvent, Timing } from "./events.ts";
import type { InputProvider } from "./inputs.ts";

/** Where a kind of job runs, and how many of the machine's places it takes. */
export interface Placement {
  readonly executor: Executor;
  readonly places: number;
}

export interface CoordinateOptions {
  /** In the order in which ready ones should start. */
  readonly jobs: readonly Job[];
  /** Keys that the store has. */
  readonly done: ReadonlySet<string>;
  /** Keys of rows, to count for the events. */
  readonly rowKeys: readonly string[];
  readonly places: number;
  readonly placementOf: (job: Job) => Placement;
  readonly inputs: InputProvider;
  readonly clock: () => number;
  readonly onEvent: (event: StudyEvent) => void;
  /** Aborted: no new jobs; running ones may finish. */
  readonly signal: AbortSignal | undefined;
  readonly limits?: JobLimits;
}

/** What is done about jobs that fail. */
export interface JobLimits {
  /** Jobs that may fail before no new ones are started. Default: any number. */
  readonly maxFailures?: number;
  /** How often a job is tried again whose worker died or that threw; one that fails by its own numbers would again. Default: 0. */
  readonly retries?: number;
  /** Milliseconds after which a job is ended. Default: `defaultJobTimeoutMs`. */
  readonly jobTimeoutMs?: number;
}

/** A day: no job of this project takes as long, so one that does will not end. */
export const defaultJobTimeoutMs = 24 * 3600 * 1000;

export interface Coordinated {
  readonly failures: ReadonlyMap<string, JobFailure>;
  readonly timings: readonly Timing[];
  /** Jobs that were never started, because of the signal or of too many failures. */
  readonly left: number;
}

export async function coordinate(options: CoordinateOptions): Promise<Coordinated> {
  const { onEvent, clock, signal } = options;
  const {
    maxFailures = Number.POSITIVE_INFINITY,
    retries = 0,
    jobTimeoutMs = defaultJobTimeoutMs,
  } = options.limits ?? {};
  const done = new Set(options.done);
  const failures = new Map<string, JobFailure>();
  const timings: Timing[] = [];
  const tries = new Map<Job, number>();
  let failedJobs = 0;
  let waiting = [...options.jobs];
  let freePlaces = options.places;
  const running = new Set<Promise<void>>();

  const rowsAmong = (keys: Iterable<string>) => {
    const set = new Set(keys);
    return options.rowKeys.filter((key) => set.has(key)).length;
  };

  async function perform(job: Job, { executor, places }: Placement): Promise<void> {
    const started = clock();
    onEvent({ type: "job-started", job: job.id, kind: job.kind, cells: job.makes.length });
    const timeout = AbortSignal.timeout(jobTimeoutMs);
    let failed: readonly JobFailure[];
    try {
      const inputs = await options.inputs.inputsOf(job);
      const progressed = (progress: object) =>
        onEvent({ type: "job-progress", job: job.id, kind: job.kind, ...progress } as StudyEvent);
      ({ failures: failed } = await executor.run(job, inputs, progressed, timeout));
    } catch (thrown) {
      const error = timeout.aborted ? timeoutError(jobTimeoutMs) : thrown;
      if (isTriedAgain(job, error)) return;
      failed = job.makes.map((key) => failureOf(key, error));
    } finally {
      freePlaces += places;
      options.inputs.release(job);
    }
    settle(job, failed, clock() - started);
  }

  /** Timeouts are not tried again: they would cost as much once more. */
  function isTriedAgain(job: Job, thrown: unknown): boolean {
    const tried = (tries.get(job) ?? 0) + 1;
    tries.set(job, tried);
    if (tried > retries || thrown instanceof JobTimeout || signal?.aborted) return false;
    const { error } = failureOf("", thrown);
    onEvent({ type: "job-retried", job: job.id, kind: job.kind, error, retry: tried, retries });
    waiting.unshift(job);
    return true;
  }

  function settle(job: Job, failed: readonly JobFailure[], elapsedMs: number): void {
    const lost = new Set(failed.map(({ key }) => key));
    const made = job.makes.filter((key) => !lost.has(key));
    for (const key of made) done.add(key);
    timings.push({ job: job.id, kind: job.kind, cells: job.makes.length, elapsedMs });
    if (made.length > 0) {
      const rows = rowsAmong(made);
      const [doneRows, totalRows] = [rowsAmong(done), options.rowKeys.length];
      onEvent({ type: "job-done", job: job.id, kind: job.kind, elapsedMs, rows, doneRows, totalRows });
    }
    if (failed.length === 0) return;
    failedJobs++;
    fail(job, failed);
  }

  /** Also everything that waits for what was lost, however far down. */
  function fail(job: Job, failed: readonly JobFailure[]): void {
    for (const failure of failed) failures.set(failure.key, failure);
    const first = failed[0]!;
    const hopeless = waiting.filter(({ needs }) => needs.some((key) => failures.has(key)));
    waiting = waiting.filter((other) => !hopeless.includes(other));
    onEvent({
      type: "job-failed",
      job: job.id,
      kind: job.kind,
      error: first.error,
      stack: first.stack,
      failedRows: rowsAmong(failed.map(({ key }) => key)),
    });
    for (const other of hopeless) {
      const error = `${job.id} failed, which this needs: ${first.error}`;
      fail(
        other,
        other.makes.map((key) => ({ key, error, stack: null })),
      );
    }
  }

  function isStopped(): boolean {
    return signal?.aborted === true || failedJobs >= maxFailures;
  }

  /** The first ready job, if it fits: nobody overtakes it, or a job that needs all places would wait for ever. */
  function next(): { job: Job; placement: Placement } | null {
    if (isStopped()) return null;
    const job = waiting.find(({ needs }) => needs.every((key) => done.has(key)));
    if (!job) return null;
    const placement = options.placementOf(job);
    return placement.places <= freePlaces ? { job, placement } : null;
  }

  for (;;) {
    for (let found = next(); found; found = next()) {
      const { job, placement } = found;
      waiting = waiting.filter((other) => other !== job);
      freePlaces -= placement.places;
      const finished: Promise<void> = perform(job, placement).finally(() => running.delete(finished));
      running.add(finished);
    }
    if (running.size === 0) break;
    await Promise.race(running);
  }
  if (waiting.length > 0 && !isStopped()) {
    throw new Error(`Jobs wait for what nobody makes: ${waiting.map(({ id }) => id).join(", ")}`);
  }
  return { failures, timings, left: waiting.length };
}

class JobTimeout extends Error {}

function timeoutError(ms: number): JobTimeout {
  return new JobTimeout(
    `The job was ended after ${ms / 1000} s, the limit of --job-timeout. Raise it if the job should take as long.`,
  );
}
