import type { JobFailure } from "./job.ts";

/** Whatever was thrown, as plain data. */
export function failureOf(key: string, thrown: unknown): JobFailure {
  if (!(thrown instanceof Error)) return { key, error: String(thrown), stack: null };
  return { key, error: plainMessage(thrown), stack: thrown.stack ?? null };
}

/** One line that is the same in every run: an error of the file system names a path, and some of them are random. */
function plainMessage(error: NodeJS.ErrnoException): string {
  if (error.syscall !== undefined) return `${error.code ?? "An error"} of the file system (${error.syscall})`;
  return error.message
    .trim()
    .split(/\s*\n\s*/)
    .join(" ");
}
