// How long is a job's way to a worker of the pool and back?
import { once } from "node:events";
import { tmpdir } from "node:os";
import { Worker } from "node:worker_threads";
import { chooseEngine } from "../src/engine/available.ts";
import { poolExecutor } from "../src/executors/pool.ts";
import { orExplain, runBench } from "./suite/command.ts";
import { sendEmptyJob, tinyDataset } from "./suite/empty-job.ts";
import { measureTasks, quickBudget, type Task } from "./suite/tasks.ts";

const budget = { timeMs: 1500, calls: 200, warmupMs: 500, warmupCalls: 50 };

await orExplain(() =>
  runBench(
    {
      name: "pool-dispatch",
      question: "How long is a job's way to a worker of the pool and back?",
      setting:
        "A job without work and with a tiny dataset. A bare worker thread that sends back a message is the floor.",
      rateOf: null,
      async measure({ isQuick, now, cores }) {
        const dataset = await tinyDataset();
        const file = (name: string) => new URL(`./programs/${name}.js`, import.meta.url);
        const poolOf = (workers: number) =>
          poolExecutor(tmpdir(), chooseEngine("portable"), workers, file("empty-job").href); // no engine is loaded
        const thread = new Worker(file("echo"));
        const [one, all] = [poolOf(1), poolOf(cores)];
        const common = { engine: null, threads: null, at: null, async: true } as const;
        const tasks: Task[] = [
          {
            ...common,
            id: "thread",
            name: "a bare worker thread",
            per: "message",
            units: 1,
            async run() {
              const answer = once(thread, "message");
              thread.postMessage(42);
              const [value] = await answer;
              if (value !== 42) throw new Error(`Expected 42 back, got ${value}`);
            },
          },
          {
            ...common,
            id: "one-job",
            name: "the pool, one job at a time",
            per: "job",
            units: 1,
            run: () => sendEmptyJob(one, dataset),
          },
          {
            ...common,
            id: "all-workers",
            name: `the pool, ${cores} jobs at a time on ${cores} workers`,
            per: "job",
            units: cores,
            async run() {
              await Promise.all(Array.from({ length: cores }, () => sendEmptyJob(all, dataset)));
            },
          },
        ];
        try {
          return await measureTasks(tasks, isQuick ? quickBudget : budget, now);
        } finally {
          for (const pool of [one, all]) await pool.close();
          await thread.terminate();
        }
      },
    },
    { args: process.argv.slice(2), date: new Date(), now: () => performance.now() },
  ),
);
