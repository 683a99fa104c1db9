// A study from end to end: data, plan, jobs, rows, results folder. What the command `run` and the library share.

import { join } from "node:path";
import { coordinate, type JobLimits } from "./coordinator/coordinate.ts";
import type { StudyEvent, StudyOutcome } from "./coordinator/events.ts";
import { forwardClock } from "./coordinator/forward-clock.ts";
import { inputProvider } from "./coordinator/inputs.ts";
import { type PeakMemory, watchPeakMemory } from "./coordinator/peak-memory.ts";
import { rowOf } from "./coordinator/rows.ts";
import { measureOnThread } from "./cost/measure-on-thread.ts";
import type { MeasuredModel } from "./cost/measured-models.ts";
import { writeCost } from "./cost/write-cost.ts";
import type { EngineChoice } from "./engine/available.ts";
import type { OpenExecutor } from "./executors/executor.ts";
import { useOneThreadPerWorker } from "./executors/one-thread.ts";
import { failureOf } from "./jobs/failure.ts";
import { requireWritableFolder } from "./machine/writable-folder.ts";
import { forget, openPlanning, type Planning, planFrom } from "./planning.ts";
import { studyFileCommand } from "./results/environment.ts";
import type { Row } from "./results/row.ts";
import { mergeTimings } from "./results/timings.ts";
import { lockStore } from "./store/lock.ts";
import { writeReferences } from "./store/references.ts";
import { openRunning } from "./store/running.ts";
import { openStore, storeDirs } from "./store/store.ts";
import type { Study } from "./study/schema.ts";
import { writeResults } from "./write-results.ts";

export interface RunOptions {
  /** Worker threads. Default: the cores. Changes no result. */
  readonly workers?: number;
  /**
   * Memory that the run may take, all its processes together, in bytes: jobs wait until what they are estimated at fits. Default:
   * nine tenths of the machine's memory, or of what its container allows. Changes no result.
   */
  readonly memoryBytes?: number;
  readonly engine?: EngineChoice;
  /** Gets a folder named after the study. Default: `results`. */
  readonly resultsDir?: string;
  /** Where finished parts are kept, by what they depend on; studies share it. A folder, as workers open it too. Default: `.distilgrid`. */
  readonly storeDir?: string;
  /** Where jobs run, in place of the pool of worker threads. */
  readonly executor?: OpenExecutor;
  /** Where the relative paths of datasets start. Default: the working directory. */
  readonly baseFolder?: string;
  /** Makes everything again that the study asks for. */
  readonly fresh?: boolean;
  /** Whether the time of predictions is measured when all else is done, and told in cost.md. Default: yes. */
  readonly measuresCost?: boolean;
  /** How a user would make the results again; printed in the report. Default: by the study.yaml of the results folder. */
  readonly command?: string;
  /** Aborted, as by one Ctrl-C: no new jobs, running ones may finish; the next run goes on from there. */
  readonly signal?: AbortSignal;
  readonly limits?: JobLimits;
  /** Called in the order in which things happen; `ended` is the last. It must not throw. */
  readonly onEvent?: (event: StudyEvent) => void;
  /** Milliseconds, from any start. Default: `performance.now`. */
  readonly clock?: () => number;
}

/** Those that have a default filled in. */
type FilledOptions = RunOptions & Required<Pick<RunOptions, "storeDir" | "clock" | "onEvent">>;

/**
 * Runs a study, or continues it: what the store has is not made again. Writes the results folder, and resolves with the
 * rows and how the run ended; failed cells are rows, no throw.
 * @throws UserError for what a user can put right: data, engine, folders; LockedError when another run holds the store
 */
export async function runStudy(study: Study, given: RunOptions = {}): Promise<StudyOutcome> {
  const {
    resultsDir = "results",
    storeDir = ".distilgrid",
    clock = () => performance.now(),
    onEvent = () => undefined,
    command = studyFileCommand,
  } = given;
  const forward = forwardClock(clock);
  const options: FilledOptions = { ...given, storeDir, clock: forward, onEvent };
  const planning = await openPlanning(study, options);
  const { engine, workers, datasets } = planning;
  const resultsFolder = join(resultsDir, study.name);
  await requireWritableFolder(resultsFolder, "--results");
  for (const folder of storeDirs(storeDir)) await requireWritableFolder(folder, "--store");
  const lock = lockStore(storeDir, study.name);
  const memory = watchPeakMemory();
  try {
    const { state, rows, timings, cachedRows } = await performJobs(planning, options, memory);
    if (rows === null) {
      await mergeTimings(join(resultsFolder, "timings.jsonl"), timings);
      return ended({ state, rows: [], timings, resultsFolder: null, ...costsNow() }, onEvent);
    }
    const costs = { engine: engine.id, workers, timings, rows: rows.length, cachedRows };
    const results = { study, rows, command, datasetOf: datasets.byHash };
    await writeResults(resultsFolder, results, { ...costs, ...costsNow() }, storeDir);
    if (options.measuresCost ?? true) {
      const { engines, measure } = costMeasurement(planning, options);
      try {
        await writeCost(resultsFolder, { study, rows, isNew: timings.length > 0, engines, measure });
      } catch (error) {
        // The results are written, and nothing in them depends on it.
        onEvent({ type: "cost-not-measured", error: failureOf("", error).error });
      }
    }
    return ended({ state, rows, timings, resultsFolder, ...costsNow() }, onEvent);
  } finally {
    memory.close();
    lock.release();
  }

  function costsNow() {
    return { wallMs: forward(), peakBytes: memory.peakBytes() };
  }
}

function ended(outcome: StudyOutcome, onEvent: FilledOptions["onEvent"]): StudyOutcome {
  const { state, resultsFolder, wallMs, peakBytes } = outcome;
  onEvent({ type: "ended", state, resultsFolder, wallMs, peakBytes });
  return outcome;
}

/** Where the native engine is there, so is the portable one. */
function costMeasurement({ datasets, engine }: Planning, { storeDir, signal, onEvent }: FilledOptions) {
  const engines = engine.name === "native" ? (["native", "portable"] as const) : (["portable"] as const);
  const measure = (models: readonly MeasuredModel[]) => {
    onEvent({ type: "measuring-cost", architectures: models.length });
    useOneThreadPerWorker(); // where nothing had to be made, no executor has said so
    const needed = new Map(models.map(({ dataHash }) => [dataHash, datasets.byHash(dataHash)]));
    return measureOnThread({ models, datasets: needed, storeDir: storeDir, engines }, signal);
  };
  return { engines, measure };
}

/** Loaded only where there is something to do: it brings all kinds of jobs. */
async function openedPlacements({ engine, workers }: Planning, { storeDir, executor }: FilledOptions) {
  const { openPlacements } = await import("./coordinator/placements.ts");
  return openPlacements({ storeDir, engine, workers }, executor);
}

async function performJobs(planning: Planning, options: FilledOptions, watched: PeakMemory) {
  const { study, datasets, engine, workers } = planning;
  const { storeDir, signal, onEvent } = options;
  const store = openStore(storeDir);
  await store.sweep();
  if (options.fresh) await forget(store, planning);
  const { plan, memory, done, outdated, keys } = await planFrom(store, planning);
  await writeReferences(storeDir, { study: study.name, engine: engine.name, keys: [...keys] });
  for (const key of outdated) await store.remove(key); // or an interrupted run would leave it beside what is new
  const rowKeys = plan.rows.map(({ key }) => key);
  const cachedRows = rowKeys.filter((key) => done.has(key)).length;
  for (const note of datasets.notes) onEvent({ type: "data-note", ...note });
  const counts = { rows: rowKeys.length, cachedRows, jobs: plan.jobs.length };
  onEvent({ type: "planned", study: study.name, engine: engine.id, workers, ...counts });
  if (memory.isShort) {
    const { limitBytes, baseBytes } = memory;
    onEvent({ type: "memory-short", limitBytes, baseBytes: Math.round(baseBytes) });
  }

  const placements = plan.jobs.length === 0 ? null : await openedPlacements(planning, options);
  const running = openRunning(storeDir);
  const keysOfJob = new Map(plan.jobs.map(({ id, makes }) => [id, makes]));
  try {
    const coordinated = await coordinate({
      jobs: plan.jobs,
      done,
      rowKeys,
      places: workers,
      memory: { ...memory, peakBytes: watched.peakBytes },
      placementOf: (job) => ({ ...placements!.of(job), bytes: memory.bytesOf(job) }),
      refused: memory.tooLarge,
      inputs: inputProvider(store, datasets.of),
      clock: options.clock,
      onEvent: (event) => {
        if (event.type === "job-started")
          running.started({ job: event.job, keys: keysOfJob.get(event.job)! });
        if (event.type === "job-done" || event.type === "job-failed" || event.type === "job-retried")
          running.ended(event.job);
        onEvent(event);
      },
      signal,
      ...(options.limits && { limits: options.limits }),
    });
    const { timings, left } = coordinated;
    if (left > 0) {
      const doneRows = (await Promise.all(rowKeys.map((key) => store.verified(key)))).filter(Boolean).length;
      const state = signal?.aborted ? "interrupted" : "stopped";
      onEvent({ type: state, doneRows, totalRows: rowKeys.length });
      return { state, rows: null, timings, cachedRows } as const;
    }
    const { failures } = coordinated;
    const rows: Row[] = [];
    for (const planned of plan.rows) rows.push(await rowOf(planned, store, failures));
    return { state: failures.size > 0 ? "failed-cells" : "done", rows, timings, cachedRows } as const;
  } finally {
    running.close();
    await placements?.close();
  }
}
