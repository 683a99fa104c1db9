import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { cpus } from "node:os";

/**
 * Tells processors apart whose instructions differ: code that was compiled for one may not run on another. The set-up
 * (scripts/native/lane-kernel.mjs) writes the same text into its stamp.
 */
export function processorId(): string {
  return createHash("sha256").update(`${cpus()[0]?.model}\n${instructionFlags()}`).digest("hex").slice(0, 16);
}

/** Of x64: with AVX2 at most. One whose instructions are not known is taken for such. */
export function lacksAvx512(): boolean {
  return process.arch === "x64" && !/\bavx512f\b/.test(instructionFlags());
}

/** The line of /proc/cpuinfo; empty where there is none. */
export function instructionFlags(): string {
  try {
    return /^(flags|Features)\s*:.*$/m.exec(readFileSync("/proc/cpuinfo", "utf8"))?.[0] ?? "";
  } catch {
    return ""; // no /proc: the model's name has to do
  }
}
