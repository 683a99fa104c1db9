// One job in a process of its own, with TensorFlow threads of its own number: for a teacher that has all cores.
// Nothing is shared with it but the store; it loads its dataset itself.
import { fork } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { ChosenEngine } from "../engine/available.ts";
import { tensorflowEnvironment } from "../engine/tensorflow-environment.ts";
import type { Job, JobFailure, JobResult } from "../jobs/job.ts";
import { ProcessDeath } from "../jobs/memory-death.ts";
import { packageRoot } from "../package-root.ts";
import type { Progress } from "../training/progress.ts";
import type { Executor } from "./executor.ts";

/** The one message to `workers/process.ts`. */
export interface ProcessTask {
  readonly job: Job;
  readonly storeDir: string;
  readonly engine: ChosenEngine;
}

/** The messages that come back. */
export type ProcessMessage =
  | { readonly type: "progress"; readonly progress: Progress }
  | { readonly type: "result"; readonly result: JobResult }
  | { readonly type: "failed"; readonly failure: JobFailure };

export function processExecutor(
  storeDir: string,
  engine: ChosenEngine,
  threadsOf: (job: Job) => number,
): Executor {
  const running = new Set<AbortController>();

  async function run(
    job: Job,
    onProgress: (progress: Progress) => void,
    signal?: AbortSignal,
  ): Promise<JobResult> {
    const abort = new AbortController();
    signal?.addEventListener("abort", () => abort.abort(), { once: true });
    running.add(abort);
    const child = fork(join(packageRoot(), "dist", "workers", "process.js"), {
      env: { ...process.env, ...tensorflowEnvironment(threadsOf(job)) },
      execArgv: [],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      signal: abort.signal,
      killSignal: "SIGKILL",
      // Of its own group, so that Ctrl-C in a terminal lets it come to its commit.
      detached: true,
    });
    forwardErrors(child.stderr!);
    const end = () => void child.kill("SIGKILL");
    process.once("exit", end); // a second Ctrl-C leaves nothing running
    try {
      return await new Promise<JobResult>((resolve, reject) => {
        child.on("message", (message: ProcessMessage) => {
          if (message.type === "progress") onProgress(message.progress);
          else if (message.type === "result") resolve(message.result);
          else
            reject(Object.assign(new Error(message.failure.error), { stack: message.failure.stack ?? "" }));
        });
        child.on("error", reject);
        child.on("close", (code, signal) => {
          reject(new ProcessDeath(job.id, code, signal));
        });
        child.send({ job, storeDir, engine } satisfies ProcessTask);
      });
    } finally {
      process.off("exit", end);
      running.delete(abort);
    }
  }

  return {
    run: (job, _inputs, onProgress, signal) => run(job, onProgress, signal),
    async close() {
      for (const abort of running) abort.abort();
    },
  };
}

/** What TensorFlow 2.21 says at every start, before its log level counts. */
const startNoise = /absl::InitializeLog\(\)|oneDNN custom operations are on/;

function forwardErrors(stderr: Readable): void {
  createInterface({ input: stderr }).on("line", (line) => {
    if (!startNoise.test(line)) process.stderr.write(`${line}\n`);
  });
}
