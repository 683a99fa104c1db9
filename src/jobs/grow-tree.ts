import { createRequire } from "node:module";
import type { Matrix } from "ml-matrix";
import { type Dataset, inputSize } from "../data/dataset.ts";
import { featureMatrix } from "../data/feature-matrix.ts";
import { treeCost } from "../metrics/cost.ts";
import { logitsOfProbabilities } from "../metrics/logits-of-probabilities.ts";
import { softmax } from "../numeric/softmax.ts";
import type { StudentSummary } from "../results/summary.ts";
import {
  growClassificationTree,
  growRegressionTree,
  type TreeNode,
  treeProbs,
  treeShape,
} from "../students/tree.ts";
import { decisionGrid, gridPoints } from "./decision-grid.ts";
import type { GrowTreeJob, JobContext } from "./job.ts";
import { splitMetrics } from "./split-metrics.ts";

export async function growTree(
  job: GrowTreeJob,
  { dataset, store, teacherLogits }: JobContext,
): Promise<void> {
  const { train, validation, test } = dataset.splits;
  const features = featureMatrix(dataset.features.values, inputSize(dataset), train);
  const tree =
    job.spec.labels === "soft"
      ? growRegressionTree(features, teacherProbs(dataset, teacherLogits!))
      : growClassificationTree(
          features,
          Array.from(train, (id) => dataset.labels[id]!),
          dataset.numClasses,
        );
  const logitsOf = (ids: Uint32Array) =>
    treeLogits(tree, featureMatrix(dataset.features.values, inputSize(dataset), ids));
  const logits = { validationLogits: logitsOf(validation), testLogits: logitsOf(test) };
  const shape = treeShape(tree);
  const grid = treeLogits(tree, featureMatrix(gridPoints(dataset), inputSize(dataset)));
  const summary: StudentSummary = {
    engine: `ml-cart ${mlCartVersion()}`,
    metrics: splitMetrics(dataset, logits, teacherLogits),
    curve: [],
    keptEpoch: null,
    cost: treeCost(2 * shape.leaves - 1),
    tree: shape,
    decisionGrid: decisionGrid(grid, dataset.numClasses),
  };
  const file = { name: "tree.json", bytes: Buffer.from(JSON.stringify({ formatVersion: 1, root: tree })) };
  await store.commit(job.makes[0]!, job.kind, [file], summary);
}

/** The teacher's probability of class 1 for each training row. */
function teacherProbs({ splits }: Dataset, teacherLogits: Float32Array): number[] {
  return Array.from(splits.train, (id) => softmax(teacherLogits.subarray(2 * id, 2 * id + 2))[1]!);
}

function treeLogits(tree: TreeNode, points: Matrix): Float32Array {
  return logitsOfProbabilities(points.to2DArray().flatMap((point) => treeProbs(tree, point)));
}

function mlCartVersion(): string {
  return (createRequire(import.meta.url)("ml-cart/package.json") as { version: string }).version;
}
