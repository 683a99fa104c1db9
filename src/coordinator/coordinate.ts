// Dispatches jobs as what they need becomes done. A job that fails takes along what depends on it; the rest goes on.
import type { Executor } from "../executors/executor.ts";
import { failureOf } from "../jobs/failure.ts";
import type { Job, JobFailure } from "../jobs/job.ts";
import { isMemoryDeath, memoryDeathText, peakText } from "../jobs/memory-death.ts";
import type { Timing } from "../results/timings.ts";
import type { StudyEvent } from "./events.ts";
import { forwardClock } from "./forward-clock.ts";
import type { InputProvider } from "./inputs.ts";
import { failuresOf, openLedger } from "./ledger.ts";
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
  const ledger = openLedger(options.jobs, options.done);
  const timings: Timing[] = [];
  const tries = secondTries(retries);
  let failedJobs = 0;
  const room = openRoom(options.places, memory.limitBytes - memory.baseBytes);
  const running = new Set<Promise<void>>();

  const rowsAmong = (keys: ReadonlySet<string>) => options.rowKeys.filter((key) => keys.has(key)).length;

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
      options.inputs.release(ledger.waiting);
    }
    settle(job, failed, clock() - started, measured);
  }

  function again(job: Job, secondTry: SecondTry): void {
    onEvent({ type: "job-retried", job: job.id, kind: job.kind, ...secondTry });
    ledger.putBack(job);
  }

  function memoryDeath(estimatedBytes: number, cause: unknown): Error {
    const numbers = { estimatedBytes, limitBytes: memory.limitBytes };
    return new Error(memoryDeathText(cause, numbers), { cause });
  }

  function settle(job: Job, failed: readonly JobFailure[], elapsedMs: number, measured: string): void {
    const lost = new Set(failed.map(({ key }) => key));
    const made = job.makes.filter((key) => !lost.has(key));
    ledger.make(made);
    timings.push({ job: job.id, kind: job.kind, cells: job.makes.length, elapsedMs });
    if (made.length > 0) {
      const rows = rowsAmong(new Set(made));
      const [doneRows, totalRows] = [rowsAmong(ledger.done), options.rowKeys.length];
      onEvent({ type: "job-done", job: job.id, kind: job.kind, elapsedMs, rows, doneRows, totalRows });
    }
    if (failed.length > 0) lose(job, failed, measured);
  }

  /** `measured` differs from run to run: for the event alone. */
  function lose(lost: Job, failed: readonly JobFailure[], measured = ""): void {
    failedJobs++;
    for (const { job, failures } of ledger.lose(lost, failed)) {
      const { error, stack } = failures[0]!;
      onEvent({
        type: "job-failed",
        job: job.id,
        kind: job.kind,
        error: job === lost ? `${error}${measured}` : error,
        stack,
        failedRows: rowsAmong(new Set(failures.map(({ key }) => key))),
      });
    }
  }

  function isStopped(): boolean {
    return signal?.aborted === true || failedJobs >= maxFailures;
  }

  /** The first ready job, if it fits: nobody overtakes it, or one that needs all places or much memory would wait for ever. */
  function next(): { job: Job; placement: Placement & Need } | null {
    if (isStopped()) return null;
    const job = ledger.ready();
    if (job === null) return null;
    const placement = { ...options.placementOf(job), isAlone: tries.isAlone(job) };
    return room.fits(placement) ? { job, placement } : null;
  }

  for (const [job, error] of options.refused) {
    if (!ledger.waiting.includes(job)) continue; // it needs another one that was refused
    ledger.take(job);
    lose(job, failuresOf(job, error));
  }
  for (;;) {
    for (let found = next(); found; found = next()) {
      const { job, placement } = found;
      ledger.take(job);
      room.enter(placement);
      const finished: Promise<void> = perform(job, placement).finally(() => running.delete(finished));
      running.add(finished);
    }
    if (running.size === 0) break;
    await Promise.race(running);
  }
  const { waiting, failures } = ledger;
  if (waiting.length > 0 && !isStopped()) {
    throw new Error(`Jobs wait for what nobody makes: ${waiting.map(({ id }) => id).join(", ")}`);
  }
  return { failures, timings, left: waiting.length };
}
