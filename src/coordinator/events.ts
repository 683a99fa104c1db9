// What a running study tells its caller. Plain data; the command prints it, `--json` writes it a line each.
import type { Row } from "../results/row.ts";

export type JobKind =
  | "describe-dataset"
  | "train-teacher"
  | "label-shard"
  | "join-labels"
  | "average-teachers"
  | "train-stack"
  | "grow-trees";

export type StudyEvent =
  | {
      readonly type: "planned";
      readonly study: string;
      readonly engine: string;
      readonly workers: number;
      /** Rows that the study asks for, and how many of them the store already has. */
      readonly rows: number;
      readonly cachedRows: number;
      readonly jobs: number;
    }
  | { readonly type: "data-note"; readonly experiment: string; readonly note: string }
  | { readonly type: "job-started"; readonly job: string; readonly kind: JobKind; readonly cells: number }
  | {
      readonly type: "job-progress";
      readonly job: string;
      readonly kind: JobKind;
      readonly epoch: number;
      readonly epochs: number;
      readonly step: number;
      readonly steps: number;
      /** Mean training loss since the last report; null where a job does not compute it. */
      readonly loss: number | null;
    }
  | {
      readonly type: "job-done";
      readonly job: string;
      readonly kind: JobKind;
      readonly elapsedMs: number;
      /** Rows that became done with this job. */
      readonly rows: number;
      readonly doneRows: number;
      readonly totalRows: number;
    }
  /** It threw, or its worker died, and it is tried again. */
  | {
      readonly type: "job-retried";
      readonly job: string;
      readonly kind: JobKind;
      readonly error: string;
      /** Which of so many retries comes now, from 1. */
      readonly retry: number;
      readonly retries: number;
    }
  | {
      readonly type: "job-failed";
      readonly job: string;
      readonly kind: JobKind;
      readonly error: string;
      readonly stack: string | null;
      /** Rows that can no longer be made in this run, those that depend on the job included. */
      readonly failedRows: number;
    }
  /** All rows are done and written; what is left is the time of predictions, and it is new each time. */
  | { readonly type: "measuring-cost"; readonly architectures: number }
  /** Results are whole without it; the next run that makes something new tries again. */
  | { readonly type: "cost-not-measured"; readonly error: string }
  | { readonly type: "interrupted" | "stopped"; readonly doneRows: number; readonly totalRows: number };

export interface StudyOutcome {
  /** `stopped`: as many jobs failed as may (`maxFailures`); the next run goes on from there. */
  readonly state: "done" | "failed-cells" | "stopped" | "interrupted";
  readonly rows: readonly Row[];
  /** Folder with report.md, results.jsonl, ...; null when the run was interrupted or stopped before anything was written. */
  readonly resultsFolder: string | null;
  readonly timings: readonly Timing[];
  readonly wallMs: number;
  /** Largest sum of resident memory over the process tree; null where the system does not tell. */
  readonly peakBytes: number | null;
}

export interface Timing {
  readonly job: string;
  readonly kind: JobKind;
  readonly cells: number;
  readonly elapsedMs: number;
}
