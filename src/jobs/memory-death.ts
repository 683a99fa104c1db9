/** The system ends a process that takes too much memory by this signal; a shell or a container tells it as 128 + 9. */
const killed = { signal: "SIGKILL", code: 137 } as const;

/** A process that ended before its job was done. */
export class ProcessDeath extends Error {
  readonly signal: string | null;
  readonly exitCode: number | null;

  constructor(jobId: string, exitCode: number | null, signal: string | null) {
    super(`The process of ${jobId} ended before its job was done (${signal ?? `code ${exitCode}`})`);
    this.signal = signal;
    this.exitCode = exitCode;
  }
}

/** In the words of V8, of its WebAssembly, of Emscripten, of TensorFlow and of C++. */
const allocationFailures =
  /Array buffer allocation failed|WebAssembly\.Memory\.grow|Aborted\(OOM\)|Cannot enlarge memory|OOM when allocating|std::bad_alloc/;

/** Whether what was thrown by a job, or by the worker under it, may come from a lack of memory. */
export function isMemoryDeath(thrown: unknown): boolean {
  if (thrown instanceof ProcessDeath)
    return thrown.signal === killed.signal || thrown.exitCode === killed.code;
  if (!(thrown instanceof Error)) return false;
  const { code } = thrown as NodeJS.ErrnoException;
  return code === "ERR_WORKER_OUT_OF_MEMORY" || code === "ENOMEM" || allocationFailures.test(thrown.message);
}

export interface MemoryNumbers {
  readonly estimatedBytes: number;
  readonly limitBytes: number;
}

/** Of a job that died of memory when it ran alone. Without what was measured: it becomes a row, the same in every run. */
export function memoryDeathText(thrown: unknown, { estimatedBytes, limitBytes }: MemoryNumbers): string {
  return (
    `The job ran out of memory, also when nothing else ran (${thrown instanceof Error ? thrown.message : thrown}). ` +
    `It was estimated at ${gigabytes(estimatedBytes)}, the run may take ${gigabytes(limitBytes)} (--memory). ` +
    "Make it smaller (a smaller batch, fewer units, fewer rows), or give it a machine with more memory; if it is the heap of " +
    "JavaScript that was full, raise that with NODE_OPTIONS=--max-old-space-size=MEGABYTES."
  );
}

/** What an event tells beside that; `peakBytes`: of all processes of the run so far, null where the system does not tell. */
export function peakText(peakBytes: number | null): string {
  return peakBytes === null ? "" : ` The whole run took ${gigabytes(peakBytes)} at its peak.`;
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(2)} GB`;
}
