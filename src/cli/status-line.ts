import { counted, jobName, progressText } from "./render-event.ts";
import { isOfStudents, type RunningJob, type RunState } from "./run-state.ts";
import { renderDuration } from "./units.ts";

/** "12/87 done, 2 running, 1 row failed, 3.2 students/s, about 3 min 5 s left; teacher mnist/cnn: epoch 3/12, loss 0.0412" */
export function statusLine(state: RunState, nowMs: number, columns: number): string {
  const counts = [`${state.doneRows}/${state.totalRows} done`, `${state.running.size} running`];
  if (state.failedRows > 0) counts.push(`${counted(state.failedRows, "row")} failed`);
  const rate = studentRate(state, nowMs);
  if (rate !== null) counts.push(rate);
  const leftMs = remainingMs(state, nowMs);
  if (leftMs !== null) counts.push(`about ${renderDuration(leftMs)} left`);
  const detail = slowest(state);
  const line = detail === null ? counts.join(", ") : `${counts.join(", ")}; ${detail}`;
  return line.length < columns ? line : `${line.slice(0, Math.max(0, columns - 2))}…`;
}

/** A run is too young for a guess below these: a few quick jobs say nothing of the long ones. */
const youngestMs = 3000;
const smallestShare = 0.03;

/** Jobs are taken as equally long, but for what a running one has told: a guess, and shown as one. */
function remainingMs(state: RunState, nowMs: number): number | null {
  const fractions = [...state.running.values()].map(fractionDone);
  const ended = state.endedJobs + fractions.reduce((sum, fraction) => sum + fraction, 0);
  const share = ended / state.jobs;
  const elapsedMs = nowMs - state.startedMs;
  if (!(share >= smallestShare && share < 1 && elapsedMs >= youngestMs)) return null;
  const ofRunning = [...state.running.values()].map((job) => remainingOf(job, nowMs));
  return Math.max((elapsedMs * (1 - share)) / share, ...ofRunning);
}

/** Of a job by its own epochs; 0 where it has told nothing. */
function remainingOf(job: RunningJob, nowMs: number): number {
  const fraction = fractionDone(job);
  return fraction > 0 ? ((nowMs - job.startedMs) * (1 - fraction)) / fraction : 0;
}

/** Too short a time makes any number of students a second. */
const shortestRateMs = 1000;

/** Of those that this run has made, and of the running ones by their epochs, since the first began; while any is running. */
function studentRate({ students, running }: RunState, nowMs: number): string | null {
  if (students === null) return null;
  const ofStudents = [...running.values()].filter(isOfStudents);
  const made = ofStudents.reduce((sum, job) => sum + job.cells * fractionDone(job), students.made);
  const elapsedMs = nowMs - students.sinceMs;
  if (!(ofStudents.length > 0 && made > 0 && elapsedMs >= shortestRateMs)) return null;
  const perSecond = (1000 * made) / elapsedMs;
  return perSecond >= 1 ? `${rateText(perSecond)} students/s` : `${rateText(60 * perSecond)} students/min`;
}

/** "0.4", "3.2", "12", "140" */
function rateText(rate: number): string {
  return rate < 10 ? rate.toFixed(1) : rate.toFixed(0);
}

function fractionDone({ progress }: RunningJob): number {
  if (progress === null || !(progress.epochs > 0 && progress.steps > 0)) return 0;
  return Math.min(1, (progress.epoch - 1 + progress.step / progress.steps) / progress.epochs);
}

/** The teacher that is training, as everything waits for it; else whatever reports its progress. */
function slowest({ running }: RunState): string | null {
  const reports = [...running.values()].flatMap(({ progress }) => progress ?? []);
  const report = reports.find(({ kind }) => kind === "train-teacher") ?? reports[0];
  return report === undefined ? null : `${jobName(report)}: ${progressText(report)}`;
}
