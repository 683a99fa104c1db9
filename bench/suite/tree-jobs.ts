// Trees as a study grows them on MNIST, but for the teacher.
import { sharedFloats } from "../../src/data/shared.ts";
import type { Executor } from "../../src/executors/executor.ts";
import type { GrowTreesJob, JobInputs } from "../../src/jobs/job.ts";
import type { TreeSize } from "../../src/students/tree/tree.ts";
import { studentSchema, type TreeStudentSpec } from "../../src/study/schema.ts";
import type { GrownTrees } from "../programs/grow-trees.ts";
import type { SeedMnist } from "./seed-study.ts";
import { plausibleLogits } from "./soft-labels.ts";

export type MaxDepth = TreeStudentSpec["maxDepth"];

const quickRows = 500;

/** All of MNIST; quick: a few rows of each split. */
export function treeInputs({ dataset }: SeedMnist, isQuick: boolean): JobInputs {
  const { features, labels, numClasses, splits } = dataset;
  const logits = plausibleLogits(features.values as Uint8Array, labels, numClasses);
  const teacherLogits = sharedFloats(logits.length);
  teacherLogits.set(logits);
  const some = (ids: Uint32Array) => (isQuick ? ids.subarray(0, quickRows) : ids);
  const { train, validation, test } = splits;
  const used = { train: some(train), validation: some(validation), test: some(test) };
  return { dataset: { ...dataset, splits: used }, teacherWeights: null, teacherLogits };
}

/** One growth, out of which the trees of all `depths` are cut. */
export function treeJob(
  { spec, dataset }: SeedMnist,
  labels: "hard" | "soft",
  depths: readonly MaxDepth[],
): GrowTreesJob {
  const cells = depths.map((maxDepth) => ({
    key: `${labels}/${maxDepth}`,
    spec: studentSchema.parse({ name: "tree", kind: "tree", labels, maxDepth }) as TreeStudentSpec,
  }));
  const source = { spec, seed: 1, hash: dataset.hash, baseFolder: "" };
  return {
    kind: "grow-trees",
    id: `bench/${labels}`,
    needs: [],
    makes: [],
    dataset: source,
    labels: null,
    seed: 1,
    cells,
  };
}

/** By a pool of programs/grow-trees.ts: the size of each cell's tree. */
export async function grownSizes(pool: Executor, job: GrowTreesJob, inputs: JobInputs): Promise<TreeSize[]> {
  const { failures, sizes } = (await pool.run(job, inputs, () => undefined)) as GrownTrees;
  if (failures.length > 0) throw new Error(failures[0]!.error);
  if (sizes.length !== job.cells.length || sizes.some(({ leaves }) => leaves < 2)) {
    throw new Error(`Expected ${job.cells.length} trees of two leaves or more, got ${JSON.stringify(sizes)}`);
  }
  return [...sizes];
}
