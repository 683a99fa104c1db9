// How far a study is, from the store alone; and what a run of it is doing now.
import { type PlanLine, type PlanOptions, type PlanReason, planStudy } from "./plan-study.ts";
import { type Holder, liveHolder } from "./store/lock.ts";
import { readRunning } from "./store/running.ts";
import type { Study } from "./study/schema.ts";

export type RowState = "done" | "running" | "failed" | "missing";

export interface StatusLine extends Omit<PlanLine, "reason"> {
  /** `failed`: in the last run, or too large for this machine; the next run tries again. */
  readonly state: RowState;
  /** Of one that failed. */
  readonly error: string | null;
}

export interface StudyStatus {
  readonly study: string;
  readonly lines: readonly StatusLine[];
  /** The run that holds the store, of this study or of another; null without one. */
  readonly holder: Holder | null;
  readonly runningJobs: readonly string[];
  /** Nothing is left for a run to do. */
  readonly isExhausted: boolean;
}

export async function studyStatus(study: Study, options: PlanOptions): Promise<StudyStatus> {
  const { lines, failed } = await planStudy(study, options);
  const jobs = readRunning(options.storeDir);
  const running = new Set(jobs.flatMap(({ keys }) => keys));
  return {
    study: study.name,
    lines: lines.map(({ reason, ...line }) => {
      const state = running.has(line.key) ? "running" : stateOf[reason];
      return { ...line, state, error: state === "failed" ? errorOf(reason, failed.get(line.key)) : null };
    }),
    holder: liveHolder(options.storeDir),
    runningJobs: jobs.map(({ job }) => job),
    isExhausted: lines.every(({ reason }) => reason === "cached"),
  };
}

const stateOf: Readonly<Record<PlanReason, RowState>> = {
  cached: "done",
  new: "missing",
  outdated: "missing",
  failed: "failed",
  "too large": "failed",
};

function errorOf(reason: PlanReason, error: string | undefined): string {
  return error ?? (reason === "too large" ? "too large for this machine" : "unknown");
}
