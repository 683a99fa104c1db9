import { inspect } from "node:util";
import { exitCode, exitCodeOfError } from "./exit-code.ts";
import { machineFault } from "./machine-fault.ts";

/** One paragraph; the stack, with the errors behind it, only where it is asked for. */
export function renderError(error: unknown, isVerbose: boolean): string {
  const fault = machineFault(error);
  const isUsers = exitCodeOfError(error) !== exitCode.internalError;
  const paragraph = `${isUsers ? "error" : "internal error"}: ${fault ?? messageOf(error)}`;
  if (isVerbose) return `${paragraph}\n\n${inspect(error)}\n`;
  if (isUsers) return `${paragraph}\n`;
  return `${paragraph} (This is a defect of distilgrid: -v shows where it happened.)\n`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
