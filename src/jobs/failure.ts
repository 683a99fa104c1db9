import type { JobFailure } from "./job.ts";

/** Whatever was thrown, as plain data. */
export function failureOf(key: string, thrown: unknown): JobFailure {
  if (!(thrown instanceof Error)) return { key, error: String(thrown), stack: null };
  return { key, error: thrown.message, stack: thrown.stack ?? null };
}
