// The grid as `distilgrid run` trains it: stacks cut by the plan, jobs on the pool, each student judged and committed.
import { join } from "node:path";
import type { Dataset } from "../../../src/data/dataset.ts";
import { sharedFloats } from "../../../src/data/shared.ts";
import { poolExecutor } from "../../../src/executors/pool.ts";
import { mean } from "../../../src/numeric/mean.ts";
import { packageRoot } from "../../../src/package-root.ts";
import { openPlanning, planFrom } from "../../../src/planning.ts";
import type { StudentSummary } from "../../../src/results/summary.ts";
import { openStore } from "../../../src/store/store.ts";
import { smokeStudy } from "../../../src/study/smoke.ts";
import { ablationGrid } from "../ablation-grid.ts";
import { readConfig, readTeacherLogits } from "../data.ts";
import type { Build } from "./build.ts";

/** A round is the grid; its units are student-epochs. */
export const ablation: Build = async (folder, engineName) => {
  const { cores, rounds } = await readConfig(folder);
  const grid = await ablationGrid();
  const study = rounds.isWholeGrid ? grid : smokeStudy(grid);
  const place = { engine: engineName, workers: cores, baseFolder: packageRoot() };
  const planning = await openPlanning(study, place);
  const { engine, datasets } = planning;
  const store = openStore(join(folder, "store"));
  const { plan } = await planFrom(store, planning);
  const jobs = plan.jobs.filter((job) => job.kind === "train-stack");
  const cells = jobs.flatMap((job) => job.cells);
  const dataset = datasets.byHash(jobs[0]!.dataset.hash);
  const teacherLogits = allLogits(dataset, await readTeacherLogits(folder));
  const pool = poolExecutor(join(folder, "store"), engine, cores);
  return {
    async work() {
      const results = await Promise.all(
        jobs.map((job) => {
          const inputs = { dataset, teacherWeights: null, teacherLogits: job.labels && teacherLogits };
          return pool.run(job, inputs, () => undefined);
        }),
      );
      const failure = results.flatMap(({ failures }) => failures)[0];
      if (failure !== undefined) throw new Error(failure.error);
      return cells.reduce((sum, { spec }) => sum + spec.epochs, 0);
    },
    async check() {
      const accuracies: number[] = [];
      for (const { key } of cells) {
        const { metrics } = await store.summary<StudentSummary>(key);
        accuracies.push(metrics.validation.accuracy);
        await store.remove(key); // each round commits to an empty store
      }
      return mean(accuracies);
    },
    close: () => pool.close(),
  };
};

/** `[all samples, classes]`: what the peers are given of the transfer set; of the test split zeros, which take as long. */
function allLogits({ splits, labels, numClasses }: Dataset, transfer: Float32Array): Float32Array {
  const logits = sharedFloats(labels.length * numClasses);
  logits.set(transfer.subarray(0, (labels.length - splits.test.length) * numClasses));
  return logits;
}
