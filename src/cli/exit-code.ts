import type { StudyOutcome } from "../coordinator/events.ts";
import { LockedError } from "../store/lock.ts";
import { UserError } from "../user-error.ts";
import { machineFault } from "./machine-fault.ts";

export const exitCode = {
  allDone: 0,
  internalError: 1,
  /** Of the command line, of the study or of the machine. */
  userError: 2,
  failedCells: 3,
  locked: 4,
  /** 128 + the signal's number, as a shell reports it. */
  SIGINT: 130,
  SIGPIPE: 141,
  SIGTERM: 143,
} as const;

export type StopSignal = "SIGINT" | "SIGTERM";

export function exitCodeOfError(error: unknown): number {
  if (error instanceof LockedError) return exitCode.locked;
  return error instanceof UserError || machineFault(error) !== null
    ? exitCode.userError
    : exitCode.internalError;
}

/** A run that nobody stopped with a signal but that ended early was stopped by its caller: as with Ctrl-C. */
export function exitCodeOfOutcome(state: StudyOutcome["state"], stoppedBy: StopSignal | null): number {
  if (state === "interrupted") return exitCode[stoppedBy ?? "SIGINT"];
  return state === "done" ? exitCode.allDone : exitCode.failedCells;
}
