// Options that several commands take, and what their values may be.
import { InvalidArgumentError, Option } from "commander";

export function engineOption(): Option {
  return new Option("--engine <name>", "the tensor library")
    .choices(["auto", "native", "portable"])
    .default("auto");
}

export function storeOption(): Option {
  return new Option("--store <folder>", "where finished parts are kept")
    .argParser(folderPath)
    .default(".distilgrid");
}

/** An empty one is mostly a shell variable that is not set; it would mean the working directory. */
export function folderPath(text: string): string {
  if (text.trim() !== "") return text;
  throw new InvalidArgumentError("Expected the path of a folder.");
}

export function filePath(text: string): string {
  if (text.trim() !== "") return text;
  throw new InvalidArgumentError("Expected the path of a file.");
}

export function collected(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

export const workerCount = wholeNumber(1, 1024);
export const failureCount = wholeNumber(1, 1e9);
export const retryCount = wholeNumber(0, 100);
/** Timers end at 2^31 ms. */
export const timeoutSeconds = wholeNumber(1, 2_000_000);

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const count = Number(text);
    if (/^\d+$/.test(text) && count >= least && count <= most) return count;
    throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
  };
}

const unitPowers = ["k", "m", "g", "t"];

/** "6GB" is 6 * 10^9 bytes, "6GiB" 6 * 2^30; "6G" is 6 GB. */
export function memorySize(text: string): number {
  const [, digits, prefix = "", binary] = /^(\d+(?:\.\d+)?)\s*(?:([kmgt])(i?))?b?$/i.exec(text.trim()) ?? [];
  const power = unitPowers.indexOf(prefix.toLowerCase()) + 1;
  const bytes = Math.round(Number(digits) * (binary ? 1024 : 1000) ** power);
  if (bytes >= 1e6 && Number.isSafeInteger(bytes)) return bytes;
  throw new InvalidArgumentError(
    "Expected an amount of memory of at least 1 MB, such as 6GB, 1.5GiB or 800MB.",
  );
}

export function memoryOption(): Option {
  return new Option(
    "--memory <size>",
    "what the run may take, such as 6GB; jobs wait until they fit (default: 9/10 of what is there, or of the container's limit)",
  ).argParser(memorySize);
}
