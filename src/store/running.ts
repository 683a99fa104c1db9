// What the run that holds the store is doing now, for those who ask from outside. A hint, never a record: nothing that is
// kept depends on it, and that of a run which is gone is not believed.
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { textOfFile } from "../machine/read-whole.ts";
import { liveHolder } from "./lock.ts";

export interface RunningJob {
  readonly job: string;
  /** Of what it makes. */
  readonly keys: readonly string[];
}

export interface RunningJobs {
  started(job: RunningJob): void;
  ended(job: string): void;
  close(): void;
}

const runningSchema = z.object({
  pid: z.number(),
  jobs: z.array(z.object({ job: z.string(), keys: z.array(z.string()) })),
});

const fileOf = (storeDir: string) => join(storeDir, "running.json");

export function openRunning(storeDir: string): RunningJobs {
  const path = fileOf(storeDir);
  const running = new Map<string, RunningJob>();
  const write = () => {
    const draft = `${path}.${process.pid}`;
    try {
      rmSync(draft, { force: true });
      writeFileSync(draft, JSON.stringify({ pid: process.pid, jobs: [...running.values()] }), { flag: "wx" });
      renameSync(draft, path);
    } catch {
      rmSync(draft, { force: true }); // a disk that is full fails the jobs, not the hint about them
    }
  };
  return {
    started(job) {
      running.set(job.job, job);
      write();
    },
    ended(job) {
      if (running.delete(job)) write();
    },
    close: () => rmSync(path, { force: true }),
  };
}

/** Empty where nothing runs. */
export function readRunning(storeDir: string): readonly RunningJob[] {
  const holder = liveHolder(storeDir);
  if (holder === null) return [];
  try {
    const { pid, jobs } = runningSchema.parse(JSON.parse(textOfFile(fileOf(storeDir))));
    return pid === holder.pid ? jobs : [];
  } catch {
    return []; // not there yet, or no longer, or not by this program
  }
}
