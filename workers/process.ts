// The entry of a process of its own: takes one task, loads the dataset, runs the job, answers, ends. Its parent's
// death ends it too.
import { loadDataset } from "../src/data/load.ts";
import type { ProcessMessage, ProcessTask } from "../src/executors/process.ts";
import { failureOf } from "../src/jobs/failure.ts";
import { runJob } from "../src/jobs/run-job.ts";
import { openStore } from "../src/store/store.ts";

process.on("disconnect", () => process.exit(1));
process.once("message", (task: ProcessTask) => void answer(task));

async function answer(task: ProcessTask): Promise<void> {
  let message: ProcessMessage;
  try {
    message = { type: "result", result: await run(task) };
  } catch (error) {
    message = { type: "failed", failure: failureOf(task.job.id, error) };
  }
  process.send!(message, undefined, undefined, () => process.exit(0));
}

async function run({ job, storeDir, engine }: ProcessTask) {
  const { spec, seed, hash, baseFolder } = job.dataset;
  const dataset = await loadDataset(spec, seed, { baseFolder });
  if (dataset.hash !== hash) throw new Error(`The dataset of ${job.id} changed while the study was running`);
  return runJob(job, {
    dataset,
    teacherWeights: null,
    teacherLogits: null,
    store: openStore(storeDir),
    engine,
    report: async (progress) => {
      process.send!({ type: "progress", progress } satisfies ProcessMessage);
      await new Promise((resolve) => setImmediate(resolve)); // lets a disconnect be seen
    },
  });
}
