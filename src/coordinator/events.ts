// What a running study tells its caller, and how it ended.
import type { z } from "zod";
import type { Row } from "../results/row.ts";
import type { Timing } from "../results/timings.ts";
import type { jobKindSchema, studyEventSchema } from "./event-schema.ts";

export type JobKind = z.output<typeof jobKindSchema>;

/** Told apart by `type`; each one with its fields: docs/events.md. */
export type StudyEvent = EachReadonly<z.output<typeof studyEventSchema>>;

/** `StudyEventOf<"job-done">`: the events of one type. */
export type StudyEventOf<Type extends StudyEvent["type"]> = Extract<StudyEvent, { readonly type: Type }>;

/** `Readonly` of each member of a union. */
type EachReadonly<Union> = Union extends unknown ? Readonly<Union> : never;

export interface StudyOutcome {
  /** `stopped`: as many jobs failed as may (`maxFailures`); the next run goes on from there. */
  readonly state: StudyEventOf<"ended">["state"];
  readonly rows: readonly Row[];
  /** Folder with report.md, results.jsonl, ...; null when the run was interrupted or stopped before anything was written. */
  readonly resultsFolder: string | null;
  readonly timings: readonly Timing[];
  readonly wallMs: number;
  /** Largest sum of resident memory over the process tree; null where the system does not tell. */
  readonly peakBytes: number | null;
}
