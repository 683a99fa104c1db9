import type { JobKind, StudyEvent, StudyEventOf } from "../coordinator/events.ts";
import { renderBytes, renderDuration } from "./units.ts";

export const jobKindNames: Readonly<Record<JobKind, string>> = {
  "describe-dataset": "dataset",
  "train-teacher": "teacher",
  "read-teacher": "teacher, read",
  "label-shard": "soft labels, shard",
  "join-labels": "soft labels, joined",
  "average-teachers": "ensemble",
  "train-stack": "students",
  "grow-trees": "tree",
};

export interface EventDetail {
  /** With starts, epochs and stack traces. */
  readonly isVerbose: boolean;
}

/** One line without its end, or null for an event that has none at this level of detail. */
export function renderEvent(
  event: StudyEvent,
  { isVerbose }: EventDetail = { isVerbose: false },
): string | null {
  switch (event.type) {
    case "planned":
      return plannedLine(event);
    case "data-note":
      return `note on the data of ${event.experiment}: ${event.note}`;
    case "memory-short":
      return (
        `memory: at most ${renderBytes(event.limitBytes)}, about ${renderBytes(event.baseBytes)} of it for data and engines; ` +
        "large jobs wait for each other"
      );
    case "job-started":
      return isVerbose ? `started: ${jobName(event)}, ${counted(event.cells, "cell")}` : null;
    case "job-progress":
      return isVerbose && event.step >= event.steps ? `${jobName(event)}: ${progressText(event)}` : null;
    case "job-done":
      return `[${event.doneRows}/${event.totalRows}] ${jobName(event)}, ${renderDuration(event.elapsedMs)}`;
    case "job-retried":
      return `${jobName(event)} is tried again (${event.retry} of ${counted(event.retries, "retry", "retries")}): ${firstLine(event.error)}`;
    case "job-failed":
      return failedLine(event, isVerbose);
    case "measuring-cost":
      return `measuring what a prediction costs: ${counted(event.architectures, "architecture")}`;
    case "cost-not-measured":
      return `what a prediction costs was not measured: ${event.error}`;
    case "interrupted":
    case "stopped":
      return `${event.type}: ${event.doneRows} of ${event.totalRows} rows are done and kept`;
    case "ended":
      return null; // what came out is told at length
  }
}

function plannedLine({ study, engine, workers, rows, cachedRows, jobs }: StudyEventOf<"planned">): string {
  const toDo = `${counted(jobs, "job")} to do on ${counted(workers, "worker")}`;
  return `${study}: ${counted(rows, "row")}, ${cachedRows} of them cached; ${toDo}; engine ${engine}`;
}

/** The first line of the error only: the rest, if any, is for -v. */
function failedLine(event: StudyEventOf<"job-failed">, isVerbose: boolean): string {
  const line = `FAILED ${jobName(event)}, ${counted(event.failedRows, "row")} lost: ${firstLine(event.error)}`;
  return isVerbose && event.stack !== null ? `${line}\n${event.stack}` : line;
}

function firstLine(error: string): string {
  return error.split("\n", 1)[0] ?? "";
}

/** "epoch 3/12, loss 0.0412" */
export function progressText({
  epoch,
  epochs,
  loss,
}: Pick<StudyEventOf<"job-progress">, "epoch" | "epochs" | "loss">): string {
  return `epoch ${epoch}/${epochs}${loss === null ? "" : `, loss ${loss.toPrecision(3)}`}`;
}

/** A job's own name holds its kind, `mnist/train-teacher/network/1`: said once is enough. */
export function jobName({ kind, job }: { readonly kind: JobKind; readonly job: string }): string {
  return `${jobKindNames[kind]} ${job.replace(`${kind}/`, "")}`;
}

export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
