// What a plan takes, before anything runs: by kind of job, and as a whole.
import type { Job } from "../jobs/job.ts";
import { placesOf } from "../jobs/job-places.ts";
import { type DatasetSizes, type EstimatedEngine, type JobEstimate, jobEstimate } from "./job-estimate.ts";

export type EstimatedKind = "data" | "teachers" | "labels" | "students" | "trees";

export interface KindEstimate {
  readonly kind: EstimatedKind;
  readonly jobs: number;
  /** What the jobs make; for labels their shards and the joined ones. */
  readonly results: number;
  /** Sum over the jobs. */
  readonly workerMs: number;
  /** Of the largest job, beside engine and data. */
  readonly bytes: number;
}

export interface Estimate {
  readonly workers: number;
  /** Those that have jobs. */
  readonly kinds: readonly KindEstimate[];
  readonly wallMs: number;
  /** Of the largest job of all. */
  readonly workerBytes: number;
}

export interface EstimateInput {
  readonly jobs: readonly Job[];
  readonly sizesOf: (dataHash: string) => DatasetSizes;
  readonly engine: EstimatedEngine;
  readonly workers: number;
}

export function estimateOf({ jobs, sizesOf, engine, workers }: EstimateInput): Estimate {
  const estimates = new Map(jobs.map((job) => [job, jobEstimate(job, sizesOf(job.dataset.hash), engine)]));
  const kinds = kindOrder.flatMap((kind) => {
    const own = jobs.filter((job) => kindOf[job.kind] === kind);
    return own.length === 0 ? [] : [kindEstimate(kind, own, estimates)];
  });
  return {
    workers,
    kinds,
    wallMs: wallMs(estimates, workers),
    workerBytes: Math.max(0, ...kinds.map(({ bytes }) => bytes)),
  };
}

const kindOrder: readonly EstimatedKind[] = ["data", "teachers", "labels", "students", "trees"];

const kindOf: Readonly<Record<Job["kind"], EstimatedKind>> = {
  "describe-dataset": "data",
  "train-teacher": "teachers",
  "read-teacher": "teachers",
  "label-shard": "labels",
  "join-labels": "labels",
  "average-teachers": "labels",
  "train-stack": "students",
  "grow-trees": "trees",
};

function kindEstimate(
  kind: EstimatedKind,
  jobs: readonly Job[],
  estimates: ReadonlyMap<Job, JobEstimate>,
): KindEstimate {
  const own = jobs.map((job) => estimates.get(job)!);
  return {
    kind,
    jobs: jobs.length,
    results: jobs.reduce((sum, { makes }) => sum + makes.length, 0),
    workerMs: own.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0),
    bytes: Math.max(...own.map(({ bytes }) => bytes)),
  };
}

/** Loading the native engine in a process or its first worker: 420 to 490 ms (results/bench/report.md, start-up). */
const startMs = 500;

/** What no schedule can beat: all workers busy to the end, or the longest chain of jobs of which each waits for the one before. */
function wallMs(estimates: ReadonlyMap<Job, JobEstimate>, workers: number): number {
  if (estimates.size === 0) return 0;
  let busyMs = 0;
  for (const [job, { elapsedMs }] of estimates) busyMs += elapsedMs * placesOf(job, workers);
  return startMs + Math.max(busyMs / workers, longestChainMs(estimates));
}

function longestChainMs(estimates: ReadonlyMap<Job, JobEstimate>): number {
  const makerOf = new Map(
    [...estimates.keys()].flatMap((job) => job.makes.map((key) => [key, job] as const)),
  );
  const known = new Map<Job, number>();
  const chainMs = (job: Job): number => {
    const before = job.needs.flatMap((key) => makerOf.get(key) ?? []);
    const ms = known.get(job) ?? estimates.get(job)!.elapsedMs + Math.max(0, ...before.map(chainMs));
    known.set(job, ms);
    return ms;
  };
  return Math.max(...[...estimates.keys()].map(chainMs));
}
