import type { StudyOutcome } from "../coordinator/events.ts";
import { textTable } from "../report/text-table.ts";
import type { Timing } from "../results/timings.ts";
import { jobKindNames } from "./render-event.ts";
import { renderBytes, renderDuration } from "./units.ts";

/** Wall time, peak memory, and the time in each kind of job: on several workers their sum exceeds the wall time. */
export function renderCosts({ wallMs, peakBytes, timings }: StudyOutcome): string {
  const memory = peakBytes === null ? "" : `, peak memory ${renderBytes(peakBytes)}`;
  const head = `Wall time ${renderDuration(wallMs)}${memory}.\n`;
  if (timings.length === 0) return `${head}Nothing had to be done: every row was cached.\n`;
  return `${head}\n${textTable(columns, timeByKind(timings))}\n`;
}

const columns = [
  { title: "job" },
  { title: "count", align: "right" as const },
  { title: "time, all workers", align: "right" as const },
];

function timeByKind(timings: readonly Timing[]): string[][] {
  const kinds = [...new Set(timings.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const ofKind = timings.filter((timing) => timing.kind === kind);
    const totalMs = ofKind.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0);
    return [jobKindNames[kind], String(ofKind.length), renderDuration(totalMs)];
  });
}

/** How many rows failed, and the first error; null where none did. */
export function renderFailures({ rows }: StudyOutcome): string | null {
  const failed = rows.flatMap((row) => (row.state === "failed" ? [row] : []));
  const [first] = failed;
  if (first === undefined) return null;
  const which = first.role === "student" ? `"${first.arm}", seed ${first.seed}` : `a ${first.role}`;
  return (
    `${failed.length} of ${rows.length} rows failed, the first of them ${which} of ${first.experiment}: ${first.error} ` +
    "The report lists them all; running the same command again tries them again.\n"
  );
}
