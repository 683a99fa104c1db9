import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MessageChannel } from "node:worker_threads";
import { expect, it } from "vitest";
import growTreesJob from "../../../bench/programs/grow-trees.ts";
import { loadDataset } from "../../../src/data/load.ts";
import { chooseEngine } from "../../../src/engine/available.ts";
import type { GrowTreesJob } from "../../../src/jobs/job.ts";
import { datasetSchema, studentSchema, type TreeStudentSpec } from "../../../src/study/schema.ts";

it("growTreesJob(task) gives the size of each cell's tree, in their order, and commits nothing", async () => {
  const spec = datasetSchema.parse({ name: "moons", n: 64, validation: 8, test: 8, noise: 0.3 });
  const dataset = await loadDataset(spec, 1);
  const cells = [1, 0, "unlimited"].map((maxDepth) => ({
    key: `${maxDepth}`,
    spec: studentSchema.parse({ name: "tree", kind: "tree", labels: "hard", maxDepth }) as TreeStudentSpec,
  }));
  const job: GrowTreesJob = {
    kind: "grow-trees",
    id: "test",
    needs: [],
    makes: [],
    dataset: { spec, seed: 1, hash: dataset.hash, baseFolder: "" },
    labels: null,
    seed: 1,
    cells,
  };
  const storeDir = join(tmpdir(), `distilgrid-no-store-${process.pid}`);
  const { port1, port2 } = new MessageChannel();
  const { failures, sizes } = await growTreesJob({
    job,
    inputs: { dataset, teacherWeights: null, teacherLogits: null },
    storeDir,
    engine: chooseEngine("portable"),
    progress: port2,
  });
  port1.close();
  expect(failures).toEqual([]);
  expect(sizes.slice(0, 2)).toEqual([
    { leaves: 2, depth: 1 },
    { leaves: 1, depth: 0 },
  ]);
  expect(sizes[2]!.leaves).toBeGreaterThan(2);
  expect(existsSync(storeDir)).toBe(false);
});
