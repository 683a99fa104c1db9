// What every bad input must come to: a right answer or a clear error, in little time and memory, and nothing else changed.
import { UserError } from "../../src/user-error.ts";

/** Machines of the gate are slow at times; what hangs takes for ever. */
const mostMs = 10_000;
/** Of memory, for each byte of the input, beside what anything takes. */
const mostGrowth = 4000;
const always = 48e6;

type Refusal = (error: unknown) => boolean;

export const isUserError: Refusal = (error) => error instanceof UserError;

/** `refusal`: whether an error is one that the reader's contract names. `answer`: null for a refusal. */
export function survives<T>(bytes: number, read: () => T, refusal: Refusal = isUserError): T | null {
  const before = memory();
  const started = performance.now();
  let answer: T | null = null;
  try {
    answer = read();
  } catch (error) {
    requireClear(error, refusal);
  }
  requireBounds(bytes, before, started);
  return answer;
}

export async function survivesLater<T>(
  bytes: number,
  read: () => Promise<T>,
  refusal: Refusal = isUserError,
): Promise<T | null> {
  const before = memory();
  const started = performance.now();
  let answer: T | null = null;
  try {
    answer = await read();
  } catch (error) {
    requireClear(error, refusal);
  }
  requireBounds(bytes, before, started);
  return answer;
}

function requireClear(error: unknown, refusal: Refusal): void {
  if (!refusal(error)) throw error;
  const own = (error as Error).message.replaceAll(/`[^`]*`|received \w+/g, ""); // without what is of the input
  if (own === "" || /undefined|\[object Object\]|NaN/.test(own))
    throw new Error(`Not clear: ${own}`, { cause: error });
}

function requireBounds(bytes: number, before: number, started: number): void {
  const [elapsedMs, growth] = [performance.now() - started, memory() - before];
  if (!(elapsedMs < mostMs)) throw new Error(`${bytes} bytes took ${elapsedMs} ms`);
  if (!(growth < always + mostGrowth * bytes))
    throw new Error(`${bytes} bytes took ${growth} bytes of memory`);
  if (prototypes() !== untouched) throw new Error("A prototype was changed");
}

/** What was let go counts until it is collected: so growth is all that was asked for, or less. */
function memory(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const prototypes = () =>
  [Object, Array, String, Function].map((one) => Reflect.ownKeys(one.prototype).map(String).join()).join();

const untouched = prototypes();
