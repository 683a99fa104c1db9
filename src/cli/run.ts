import { join } from "node:path";
import type { JobLimits } from "../coordinator/coordinate.ts";
import type { StudyOutcome } from "../coordinator/events.ts";
import { renderHeadlineText } from "../report/headline-text.ts";
import type { Study } from "../study/schema.ts";
import { askedStudy } from "./asked-study.ts";
import { reportCommand } from "./command-text.ts";
import { exitCodeOfOutcome } from "./exit-code.ts";
import type { RunFlags } from "./flags.ts";
import { type Interruption, listenForInterruption } from "./interruption.ts";
import { openProgress, type Progress } from "./progress.ts";
import { renderCosts, renderFailures } from "./render-outcome.ts";
import type { Terminal } from "./terminal.ts";

/** `continueWith` is the command line that goes on where this run was stopped. */
export async function runCommand(
  path: string,
  flags: RunFlags,
  terminal: Terminal,
  continueWith: string,
): Promise<number> {
  const study = await askedStudy(path, flags);
  // After the study: it brings the pool and the figures, and a wrong study is told before they are loaded.
  const { runStudy } = await import("../run-study.ts");
  const clock = () => performance.now();
  const progress = openProgress(terminal, { ...flags, clock });
  const interruption = listenForInterruption(
    process,
    () => progress.note(stopNote(continueWith)),
    progress.close, // no live line stays behind
  );
  try {
    const outcome = await runStudy(study, {
      ...runOptions(path, flags),
      signal: interruption.signal,
      onEvent: progress.show,
      clock,
    });
    progress.close();
    printOutcome(study, outcome, flags, terminal);
    return endOf(outcome, interruption, continueWith, terminal);
  } finally {
    closeBoth(progress, interruption);
  }
}

function runOptions(
  path: string,
  { workers, memory, engine, results, store, fresh = false, smoke = false, cost, ...flags }: RunFlags,
) {
  return {
    limits: limitsOf(flags),
    measuresCost: cost,
    ...(workers === undefined ? {} : { workers }),
    ...(memory === undefined ? {} : { memoryBytes: memory }),
    engine,
    resultsDir: results,
    storeDir: store,
    fresh,
    command: reportCommand(path, smoke),
  };
}

function limitsOf({
  failFast,
  maxFailures,
  retries,
  jobTimeout,
}: Pick<RunFlags, "failFast" | "maxFailures" | "retries" | "jobTimeout">): JobLimits {
  return {
    ...(failFast ? { maxFailures: 1 } : maxFailures !== undefined && { maxFailures }),
    ...(retries !== undefined && { retries }),
    ...(jobTimeout !== undefined && { jobTimeoutMs: 1000 * jobTimeout }),
  };
}

function closeBoth(progress: Progress, interruption: Interruption): void {
  progress.close();
  interruption.close();
}

function stopNote(continueWith: string): string {
  return (
    "Stopping: no new jobs are started, running ones may finish. Once more stops at once. " +
    `To continue later: ${continueWith}`
  );
}

function printOutcome(
  study: Study,
  outcome: StudyOutcome,
  flags: RunFlags,
  { stdout, stderr }: Terminal,
): void {
  const failures = renderFailures(outcome);
  if (failures !== null) stderr.write(failures);
  if (flags.json || outcome.resultsFolder === null) return;
  stdout.write(`${renderHeadlineText(study, outcome.rows).trimEnd()}\n\n`);
  if (!flags.quiet) stdout.write(`${renderCosts(outcome)}\n`);
  stdout.write(`${join(outcome.resultsFolder, "report.md")}\n`);
}

function endOf(
  { state }: StudyOutcome,
  interruption: Interruption,
  continueWith: string,
  { stderr }: Terminal,
): number {
  if (state === "interrupted" || state === "stopped") stderr.write(`To continue: ${continueWith}\n`);
  return exitCodeOfOutcome(state, interruption.stoppedBy());
}
