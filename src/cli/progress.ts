// Shows a run while it goes on: events as JSON on stdout, or one live line on a terminal, or one line a finished job.

import type { StudyEvent } from "../coordinator/events.ts";
import { forwardClock } from "../coordinator/forward-clock.ts";
import { renderEvent } from "./render-event.ts";
import { initialState, nextState } from "./run-state.ts";
import { statusLine } from "./status-line.ts";
import { colored, type Output, type Terminal } from "./terminal.ts";

export interface Progress {
  show(event: StudyEvent): void;
  /** A line that stays, above the live one. */
  note(line: string): void;
  close(): void;
}

export interface ProgressOptions {
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  readonly verbose?: boolean | undefined;
  /** Milliseconds, from any start. */
  readonly clock: () => number;
}

export function openProgress({ stdout, stderr }: Terminal, options: ProgressOptions): Progress {
  if (options.json) return jsonLines(stdout, stderr);
  if (options.quiet) return failuresOnly(stderr);
  return stderr.isLive ? liveLine(stderr, options) : plainLines(stderr, options);
}

function jsonLines(stdout: Output, stderr: Output): Progress {
  return {
    show: (event) => stdout.write(`${JSON.stringify(event)}\n`),
    note: (line) => stderr.write(`${line}\n`),
    close: () => undefined,
  };
}

function failuresOnly(stderr: Output): Progress {
  const lines = plainLines(stderr, { verbose: false });
  return { ...lines, show: (event) => (event.type === "job-failed" ? lines.show(event) : undefined) };
}

function plainLines(stderr: Output, { verbose = false }: Pick<ProgressOptions, "verbose">): Progress {
  return {
    show: (event) => {
      const line = renderEvent(event, { isVerbose: verbose });
      if (line !== null) stderr.write(`${highlighted(event, line, stderr)}\n`);
    },
    note: (line) => stderr.write(`${line}\n`),
    close: () => undefined,
  };
}

const clearLine = "\r\u001b[2K";
const shortestFrameMs = 100;

/** Finished jobs pass by in the live line; what failed stays. A timer keeps the remaining time moving. */
function liveLine(stderr: Output, { verbose = false, ...options }: ProgressOptions): Progress {
  const clock = forwardClock(options.clock);
  let state = initialState(clock());
  let drawnMs = Number.NEGATIVE_INFINITY;
  let isOpen = true;
  const draw = () => {
    drawnMs = clock();
    stderr.write(clearLine + statusLine(state, drawnMs, stderr.columns()));
  };
  const note = (line: string) => {
    stderr.write(`${clearLine}${line}\n`);
    draw();
  };
  const timer = setInterval(draw, 1000);
  timer.unref();
  return {
    note,
    show: (event) => {
      state = nextState(state, event, clock());
      const line = renderEvent(event, { isVerbose: verbose });
      const stays = verbose || event.type !== "job-done";
      if (line !== null && stays) note(highlighted(event, line, stderr));
      else if (clock() - drawnMs >= shortestFrameMs) draw();
    },
    close: () => {
      if (!isOpen) return;
      isOpen = false;
      clearInterval(timer);
      stderr.write(clearLine);
    },
  };
}

function highlighted(event: StudyEvent, line: string, output: Output): string {
  return event.type === "job-failed" ? colored(line, "red", output) : line;
}
