import { z } from "zod";
import type { Job } from "../jobs/job.ts";
import type { CostLine } from "./cost-line.ts";
import { textIfThere } from "./text-if-there.ts";
import { writeText } from "./write-text.ts";

export interface Timing {
  readonly job: string;
  readonly kind: Job["kind"];
  /** Results that it makes. */
  readonly cells: number;
  readonly elapsedMs: number;
}

export type TimingLine = Timing | CostLine;

/** One line a job, sorted by name; a job that ran again replaces its line, one that was cached keeps it. */
export async function mergeTimings(path: string, timings: readonly TimingLine[]): Promise<void> {
  const byJob = new Map((await readTimings(path)).map((timing) => [timing.job, timing]));
  for (const timing of timings) byJob.set(timing.job, { ...timing, elapsedMs: Math.round(timing.elapsedMs) });
  const lines = [...byJob.values()].sort((a, b) => (a.job < b.job ? -1 : 1));
  await writeText(path, lines.map((timing) => `${JSON.stringify(timing)}\n`).join(""));
}

/** Nothing where there is no file. */
export async function readTimings(path: string): Promise<TimingLine[]> {
  const text = (await textIfThere(path)) ?? "";
  return text.split("\n").flatMap((line) => parsedTiming(line) ?? []);
}

const number = z.number();
const time = z.looseObject({ medianMs: number, lowerQuartileMs: number, upperQuartileMs: number, n: number });
/** What is read again: a name to merge by, and of what a prediction costs all that cost.md tells. */
const timingSchema = z.union([
  z.looseObject({ job: z.string(), kind: z.string().refine((kind) => kind !== "measure-cost") }),
  z.looseObject({
    job: z.string(),
    kind: z.literal("measure-cost"),
    architecture: z.string(),
    engine: z.string().nullable(),
    cpu: z.string(),
    node: z.string(),
    oneSample: time,
    inBatch: time,
  }),
]);

/** A line that is damaged is a timing less, and no reason to lose a run's results. */
function parsedTiming(line: string): TimingLine | null {
  try {
    const value: unknown = JSON.parse(line);
    return timingSchema.safeParse(value).success ? (value as TimingLine) : null;
  } catch {
    return null;
  }
}
