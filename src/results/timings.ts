import type { Timing } from "../coordinator/events.ts";
import type { CostLine } from "./cost-line.ts";
import { textIfThere } from "./text-if-there.ts";
import { writeText } from "./write-text.ts";

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

/** A line that is damaged is a timing less, and no reason to lose a run's results. */
function parsedTiming(line: string): TimingLine | null {
  try {
    return JSON.parse(line) as TimingLine;
  } catch {
    return null;
  }
}
