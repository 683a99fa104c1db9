// What is known of a run at a moment, folded from its events.
import type { JobKind, StudyEvent } from "../coordinator/events.ts";

export interface RunningJob {
  readonly kind: JobKind;
  readonly cells: number;
  /** The last report of a job that gives any. */
  readonly progress: Extract<StudyEvent, { type: "job-progress" }> | null;
}

export interface RunState {
  readonly startedMs: number;
  readonly totalRows: number;
  readonly doneRows: number;
  readonly failedRows: number;
  readonly jobs: number;
  /** Done or failed. */
  readonly endedJobs: number;
  readonly running: ReadonlyMap<string, RunningJob>;
}

export function initialState(startedMs: number): RunState {
  return { startedMs, totalRows: 0, doneRows: 0, failedRows: 0, jobs: 0, endedJobs: 0, running: new Map() };
}

export function nextState(state: RunState, event: StudyEvent): RunState {
  switch (event.type) {
    case "planned":
      return { ...state, totalRows: event.rows, doneRows: event.cachedRows, jobs: event.jobs };
    case "job-started": {
      const job = { kind: event.kind, cells: event.cells, progress: null };
      return { ...state, running: new Map(state.running).set(event.job, job) };
    }
    case "job-progress": {
      const job = { kind: event.kind, cells: state.running.get(event.job)?.cells ?? 0, progress: event };
      return { ...state, running: new Map(state.running).set(event.job, job) };
    }
    case "job-done":
      return { ...ended(state, event.job), doneRows: event.doneRows, totalRows: event.totalRows };
    case "job-retried":
      return { ...ended(state, event.job), endedJobs: state.endedJobs };
    case "job-failed":
      return { ...ended(state, event.job), failedRows: state.failedRows + event.failedRows };
    case "data-note":
    case "measuring-cost":
    case "cost-not-measured":
      return state;
    case "interrupted":
    case "stopped":
      return { ...state, doneRows: event.doneRows, totalRows: event.totalRows };
  }
}

function ended(state: RunState, job: string): RunState {
  const running = new Map(state.running);
  running.delete(job);
  return { ...state, running, endedJobs: state.endedJobs + 1 };
}
