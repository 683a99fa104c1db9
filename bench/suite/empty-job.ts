// The least that the pool can be asked: a job without work, for its way there and back.
import type { Dataset } from "../../src/data/dataset.ts";
import { loadDataset } from "../../src/data/load.ts";
import type { Executor } from "../../src/executors/executor.ts";
import type { DatasetSpec } from "../../src/study/schema.ts";

const moons: DatasetSpec = { name: "moons", n: 8, validation: 8, test: 8, noise: 0, seed: 1 };

export const tinyDataset = (): Promise<Dataset> => loadDataset(moons, 1);

/** `dataset` travels with it. */
export async function sendEmptyJob(executor: Executor, dataset: Dataset): Promise<void> {
  const source = { spec: moons, seed: 1, hash: dataset.hash, baseFolder: "" };
  const { failures } = await executor.run(
    { kind: "describe-dataset", id: "bench/empty", needs: [], makes: [], dataset: source },
    { dataset, teacherWeights: null, teacherLogits: null },
    () => undefined,
  );
  if (failures.length > 0) throw new Error(failures[0]!.error);
}
