import { Piscina } from "piscina";
import { mean } from "../../../src/numeric/mean.ts";
import { loadMnist, readBatches, readConfig, readTeacherLogits } from "../data.ts";
import { type Build, checkedRows } from "./build.ts";
import type { StudentAnswer, StudentTask } from "./student-worker.ts";

/** All lanes on a pool of one worker a core, each with an equal share of them. */
export const students: Build = async (folder, engine) => {
  const config = await readConfig(folder);
  const { cores, lanes, rounds } = config;
  const dataset = await loadMnist();
  const teacherLogits = await readTeacherLogits(folder);
  const batches = await readBatches(folder, config.batchSize);
  const checked = Uint32Array.from({ length: checkedRows }, (_, id) => id);
  const shares = Array.from({ length: cores }, (_, worker) =>
    lanes.slice((worker * lanes.length) / cores, ((worker + 1) * lanes.length) / cores),
  );
  const pool = new Piscina<StudentTask, StudentAnswer>({
    filename: new URL("./student-worker.js", import.meta.url).href,
    minThreads: cores,
    maxThreads: cores,
    concurrentTasksPerWorker: 1,
  });
  const onEachWorker = async (task: Pick<StudentTask, "batches" | "checked">) => {
    const answers = await Promise.all(
      shares.map((share) =>
        pool.run({ ...task, engine, input: { config, dataset, teacherLogits, lanes: share } }),
      ),
    );
    // A worker keeps the lanes of its first task, so one task each is what makes them all train.
    const threads = new Set(answers.map(({ threadId }) => threadId));
    if (threads.size < cores) throw new Error(`Expected ${cores} workers to take part, got ${threads.size}`);
    return answers;
  };
  let next = 0;
  return {
    async work() {
      const ids = Array.from({ length: rounds.stackedSteps }, () => batches[next++ % batches.length]!);
      await onEachWorker({ batches: ids, checked: null });
      return rounds.stackedSteps * lanes.length;
    },
    async check() {
      const answers = await onEachWorker({ batches: [], checked });
      return mean(answers.flatMap(({ accuracies }) => accuracies));
    },
    close: () => pool.destroy(),
  };
};
