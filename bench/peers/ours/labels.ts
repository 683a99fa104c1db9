import { Piscina } from "piscina";
import type { LabelledShard } from "../../../src/soft-labels/label-shard.ts";
import { loadMnist, readConfig, readTeacherWeights } from "../data.ts";
import type { Build } from "./build.ts";
import type { LabelTask } from "./label-worker.ts";

/** One shard for each worker of a pool of one worker a core; 512 images of each are labelled twice, as always. */
export const labels: Build = async (folder, engine) => {
  const { cores, rounds } = await readConfig(folder);
  const dataset = await loadMnist();
  const weights = await readTeacherWeights(folder);
  const count = rounds.labelImages;
  const bounds = Array.from({ length: cores + 1 }, (_, worker) => Math.floor((worker * count) / cores));
  const pool = new Piscina<LabelTask, LabelledShard>({
    filename: new URL("./label-worker.js", import.meta.url).href,
    minThreads: cores,
    maxThreads: cores,
    concurrentTasksPerWorker: 1,
  });
  let shards: LabelledShard[] = [];
  return {
    async work() {
      shards = await Promise.all(
        bounds.slice(1).map((end, worker) => {
          const first = bounds[worker]!;
          return pool.run({ engine, dataset, weights, range: { first, count: end - first } });
        }),
      );
      return count;
    },
    async check() {
      const sums = shards.map(({ logits }) => logits.reduce((sum, logit) => sum + Math.abs(logit), 0));
      return sums.reduce((sum, part) => sum + part, 0) / (count * dataset.numClasses);
    },
    close: () => pool.destroy(),
  };
};
