// Ctrl-C and `kill`: the first one lets running jobs commit, the second one ends the process at once.
import { exitCode, type StopSignal } from "./exit-code.ts";

export interface Interruption {
  readonly signal: AbortSignal;
  /** The signal that came first, or null. */
  stoppedBy(): StopSignal | null;
  close(): void;
}

/** The part of `process` that is used. */
export interface SignalSource {
  on(signal: StopSignal, listener: () => void): unknown;
  off(signal: StopSignal, listener: () => void): unknown;
  exit(code: number): unknown;
}

/** `onSecond`: right before the process ends. */
export function listenForInterruption(
  source: SignalSource,
  onFirst: () => void,
  onSecond: () => void,
): Interruption {
  const controller = new AbortController();
  let stoppedBy: StopSignal | null = null;
  const stop = (signal: StopSignal) => {
    if (stoppedBy !== null) {
      onSecond();
      source.exit(exitCode[signal]);
      return;
    }
    stoppedBy = signal;
    controller.abort();
    onFirst();
  };
  const onInterrupt = () => stop("SIGINT");
  const onTerminate = () => stop("SIGTERM");
  source.on("SIGINT", onInterrupt);
  source.on("SIGTERM", onTerminate);
  return {
    signal: controller.signal,
    stoppedBy: () => stoppedBy,
    close: () => {
      source.off("SIGINT", onInterrupt);
      source.off("SIGTERM", onTerminate);
    },
  };
}
