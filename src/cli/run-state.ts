// What is known of a run at a moment, folded from its events.
import type { JobKind, StudyEvent } from "../coordinator/events.ts";

export interface RunningJob {
  readonly kind: JobKind;
  readonly cells: number;
  readonly startedMs: number;
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
  /** null before the first job of students. */
  readonly students: StudentCount | null;
}

/** Students that this run has made, since when. */
export interface StudentCount {
  readonly sinceMs: number;
  readonly made: number;
}

const nothing = { totalRows: 0, doneRows: 0, failedRows: 0, jobs: 0, endedJobs: 0, students: null };

export function initialState(startedMs: number): RunState {
  return { startedMs, ...nothing, running: new Map() };
}

/** `nowMs`: when the event came. */
export function nextState(state: RunState, event: StudyEvent, nowMs: number): RunState {
  return { ...afterEvent(state, event, nowMs), students: studentsAfter(state.students, event, nowMs) };
}

export function isOfStudents({ kind }: { readonly kind: JobKind }): boolean {
  return kind === "train-stack" || kind === "grow-trees";
}

function studentsAfter(students: StudentCount | null, event: StudyEvent, nowMs: number): StudentCount | null {
  if (event.type === "job-started" && isOfStudents(event)) return students ?? { sinceMs: nowMs, made: 0 };
  if (event.type !== "job-done" || !isOfStudents(event) || students === null) return students;
  return { ...students, made: students.made + event.rows };
}

function afterEvent(state: RunState, event: StudyEvent, nowMs: number): RunState {
  switch (event.type) {
    case "planned":
      return { ...state, totalRows: event.rows, doneRows: event.cachedRows, jobs: event.jobs };
    case "job-started": {
      const job = { kind: event.kind, cells: event.cells, startedMs: nowMs, progress: null };
      return { ...state, running: new Map(state.running).set(event.job, job) };
    }
    case "job-progress": {
      const { cells = 0, startedMs = nowMs } = state.running.get(event.job) ?? {};
      const job = { kind: event.kind, cells, startedMs, progress: event };
      return { ...state, running: new Map(state.running).set(event.job, job) };
    }
    case "job-done":
      return { ...ended(state, event.job), doneRows: event.doneRows, totalRows: event.totalRows };
    case "job-retried":
      return { ...ended(state, event.job), endedJobs: state.endedJobs };
    case "job-failed":
      return { ...ended(state, event.job), failedRows: state.failedRows + event.failedRows };
    case "data-note":
    case "memory-short":
    case "measuring-cost":
    case "cost-not-measured":
    case "ended":
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
