// A worker of the pool that does a `grow-trees` job as a study does, down to the bytes of each tree.json, and keeps of each
// tree its size alone: the commits, which every kind of student pays, are left out.
import type { PoolTask } from "../../src/executors/pool.ts";
import { growTrees } from "../../src/jobs/grow-trees.ts";
import type { GrowTreesJob, JobResult } from "../../src/jobs/job.ts";
import type { StudentSummary } from "../../src/results/summary.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import type { TreeSize } from "../../src/students/tree/tree.ts";

export interface GrownTrees extends JobResult {
  /** In the order of the cells. */
  readonly sizes: readonly TreeSize[];
}

export default async function growTreesJob(task: PoolTask): Promise<GrownTrees> {
  const { job, inputs, storeDir, engine, progress } = task;
  const sizes: TreeSize[] = [];
  const store: Store = {
    ...openStore(storeDir),
    async commit(_key, _kind, _files, summary) {
      const { leaves, depth } = (summary as StudentSummary).tree!;
      sizes.push({ leaves, depth });
    },
  };
  const context = { ...inputs, store, engine, report: () => undefined };
  const failures = await growTrees(job as GrowTreesJob, context);
  progress.close();
  return { failures, sizes };
}
