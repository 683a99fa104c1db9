// What does it save that a job's message refers to the dataset in shared memory?
import { tmpdir } from "node:os";
import type { Dataset, Features } from "../src/data/dataset.ts";
import { chooseEngine } from "../src/engine/available.ts";
import { poolExecutor } from "../src/executors/pool.ts";
import { orExplain, runBench } from "./suite/command.ts";
import { sendEmptyJob } from "./suite/empty-job.ts";
import { seedMnist } from "./suite/seed-study.ts";
import { measureTasks, quickBudget, type Task } from "./suite/tasks.ts";

const budget = { timeMs: 3000, calls: 20, warmupMs: 300, warmupCalls: 3 };

/** The same numbers in memory of this thread, which a message copies. */
function unshared(dataset: Dataset): Dataset {
  const { features, splits } = dataset;
  const values = features.values.slice();
  return {
    ...dataset,
    features: { ...features, values } as Features,
    columns: dataset.columns?.slice() ?? null,
    labels: dataset.labels.slice(),
    splits: {
      train: splits.train.slice(),
      validation: splits.validation.slice(),
      test: splits.test.slice(),
    },
  };
}

await orExplain(() =>
  runBench(
    {
      name: "dataset-sharing",
      question: "What does it save that a job's message refers to the dataset in shared memory?",
      setting:
        "An empty job that carries MNIST (70,000 images, 55 MB) to a worker of the pool, and its answer. Variants " +
        "differ in the memory of the dataset alone.",
      rateOf: null,
      async measure({ isQuick, now }) {
        const { dataset } = await seedMnist();
        const worker = new URL("./programs/empty-job.js", import.meta.url).href;
        const pool = poolExecutor(tmpdir(), chooseEngine("portable"), 1, worker); // no engine is loaded
        const taskOf = (id: string, name: string, sent: Dataset): Task => ({
          id,
          name,
          per: "job",
          engine: null,
          threads: null,
          at: null,
          units: 1,
          async: true,
          run: () => sendEmptyJob(pool, sent),
        });
        const tasks = [
          taskOf("shared", "shared memory", dataset),
          taskOf("cloned", "structured clone", unshared(dataset)),
        ];
        try {
          return await measureTasks(tasks, isQuick ? quickBudget : budget, now);
        } finally {
          await pool.close();
        }
      },
    },
    { args: process.argv.slice(2), date: new Date(), now: () => performance.now() },
  ),
);
