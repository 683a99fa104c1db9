// Dispatches jobs as what they need becomes done. A job that fails takes along what depends on it; the rest goes on.
import type { Executor } from "../executors/executor.ts";
import { failureOf } from "../jobs/failure.ts";
import type { Job, JobFailure } from "../jobs/job.ts";
import { isMemoryDeath, memoryDeathText, peakText } from "../jobs/memory-death.ts";
import type { Timing } from "../results/timings.ts";
import type { StudyEvent } from "./events.ts";
import { forwardClock } from "./forward-clock.ts";
import type { InputProvider } from "./inputs.ts";
import { type Need, openRoom } from "./room.ts";
import { JobTimeout, type SecondTry, secondTries } from "./second-tries.ts";

/** Where a kind of job runs, and how much of the machine it takes. */
export interface Placement extends Pick<Need, "places" | "bytes"> {
  readonly executor: Executor;
}

/** The memory of a run. */
export interface RunMemory {
  /** What it may take. */
  readonly limitBytes: number;
  /** What it takes before any job: data, engines. */
  readonly baseBytes: number;
  /** Its largest so far; null where the system does not tell. */
  readonly peakBytes: () => number | null;
}

export interface CoordinateOptions {
  /** In the order in which ready ones should start. */
  readonly jobs: readonly Job[];
  /** Keys that the store has. */
  readonly done: ReadonlySet<string>;
  /** Keys of rows, to count for the events. */
  readonly rowKeys: readonly string[];
  readonly places: number;
  readonly memory: RunMemory;
  readonly placementOf: (job: Job) => Placement;
  /** Jobs that this machine cannot do, each with the reason: they fail before they start. */
  readonly refused: ReadonlyMap<Job, string>;
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
  const { onEvent, memory, signal } = options;
  const clock = forwardClock(options.clock);
  const {
    maxFailures = Number.POSITIVE_INFINITY,
    retries = 0,
    jobTimeoutMs = defaultJobTimeoutMs,
  } = options.limits ?? {};
  const done = new Set(options.done);
  const failures = new Map<string, JobFailure>();
  const timings: Timing[] = [];
  const tries = secondTries(retries);
  let failedJobs = 0;
  let waiting = [...options.jobs];
  const room = openRoom(options.places, memory.limitBytes - memory.baseBytes);
  const running = new Set<Promise<void>>();

  const rowsAmong = (keys: Iterable<string>) => {
    const set = new Set(keys);
    return options.rowKeys.filter((key) => set.has(key)).length;
  };

  async function perform(job: Job, { executor, ...need }: Placement & Need): Promise<void> {
    const started = clock();
    onEvent({ type: "job-started", job: job.id, kind: job.kind, cells: job.makes.length });
    const timeout = AbortSignal.timeout(jobTimeoutMs);
    let failed: readonly JobFailure[];
    let measured = "";
    try {
      const inputs = await options.inputs.inputsOf(job);
      const progressed = (progress: object) =>
        onEvent({ type: "job-progress", job: job.id, kind: job.kind, ...progress } as StudyEvent);
      ({ failures: failed } = await executor.run(job, inputs, progressed, timeout));
    } catch (thrown) {
      const error = timeout.aborted ? new JobTimeout(jobTimeoutMs) : thrown;
      const secondTry = signal?.aborted ? null : tries.next(job, error);
      if (secondTry !== null) return again(job, secondTry);
      const isOfMemory = isMemoryDeath(error);
      const told = isOfMemory ? memoryDeath(need.bytes, error) : error;
      if (isOfMemory) measured = peakText(memory.peakBytes());
      failed = job.makes.map((key) => failureOf(key, told));
    } finally {
      room.leave(need);
      options.inputs.release(waiting);
    }
    settle(job, failed, clock() - started, measured);
  }

  function again(job: Job, secondTry: SecondTry): void {
    onEvent({ type: "job-retried", job: job.id, kind: job.kind, ...secondTry });
    waiting.unshift(job);
  }

  function memoryDeath(estimatedBytes: number, cause: unknown): Error {
    const numbers = { estimatedBytes, limitBytes: memory.limitBytes };
    return new Error(memoryDeathText(cause, numbers), { cause });
  }

  function settle(job: Job, failed: readonly JobFailure[], elapsedMs: number, measured: string): void {
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
    fail(job, failed, measured);
  }

  /** Also everything that waits for what was lost, however far down. `measured` differs from run to run: for the event alone. */
  function fail(job: Job, failed: readonly JobFailure[], measured = ""): void {
    for (const failure of failed) failures.set(failure.key, failure);
    const first = failed[0]!;
    const hopeless = waiting.filter(({ needs }) => needs.some((key) => failures.has(key)));
    waiting = waiting.filter((other) => !hopeless.includes(other));
    onEvent({
      type: "job-failed",
      job: job.id,
      kind: job.kind,
      error: `${first.error}${measured}`,
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

  /** The first ready job, if it fits: nobody overtakes it, or one that needs all places or much memory would wait for ever. */
  function next(): { job: Job; placement: Placement & Need } | null {
    if (isStopped()) return null;
    const job = waiting.find(({ needs }) => needs.every((key) => done.has(key)));
    if (!job) return null;
    const placement = { ...options.placementOf(job), isAlone: tries.isAlone(job) };
    return room.fits(placement) ? { job, placement } : null;
  }

  for (const [job, error] of options.refused) {
    if (!waiting.includes(job)) continue; // it needs another one that was refused
    waiting = waiting.filter((other) => other !== job);
    failedJobs++;
    const makes = job.makes.map((key) => ({ key, error, stack: null }));
    fail(job, makes);
  }
  for (;;) {
    for (let found = next(); found; found = next()) {
      const { job, placement } = found;
      waiting = waiting.filter((other) => other !== job);
      room.enter(placement);
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
