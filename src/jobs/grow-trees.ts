import { createRequire } from "node:module";
import { type Dataset, inputSize } from "../data/dataset.ts";
import { featureMatrix } from "../data/feature-matrix.ts";
import { treeCost } from "../metrics/cost.ts";
import { softmax } from "../numeric/softmax.ts";
import type { StudentSummary } from "../results/summary.ts";
import type { ArtefactFile } from "../store/store.ts";
import { cutTree, nodesInCut } from "../students/tree/cut.ts";
import { growTree } from "../students/tree/grow.ts";
import { growByMlCart } from "../students/tree/ml-cart.ts";
import { expanded, leafPredictions, leavesOf } from "../students/tree/predict.ts";
import { sortedFeatures } from "../students/tree/sorted-features.ts";
import { labelTargets, type Targets, vectorTargets } from "../students/tree/targets.ts";
import type { Tree } from "../students/tree/tree.ts";
import { treeJson } from "../students/tree/tree-json.ts";
import { hasHardTargets } from "../study/labels.ts";
import type { TreeStudentSpec } from "../study/schema.ts";
import { gatherRows } from "../training/batches.ts";
import { type TrainingSet, trainingSet } from "../training/training-set.ts";
import { decisionGrid, gridPoints } from "./decision-grid.ts";
import { failureOf } from "./failure.ts";
import type { GrowTreesJob, JobContext, JobFailure } from "./job.ts";
import { splitJudge } from "./split-metrics.ts";
import { treeShape } from "./tree-shape.ts";

/** One growth, and one walk of each sample down the grown tree; each cell's tree is cut out of it. */
export async function growTrees(job: GrowTreesJob, context: JobContext): Promise<JobFailure[]> {
  const grown = grownTree(
    job.cells.map(({ spec }) => spec),
    job.seed,
    context,
  );
  const walked = walkedSamples(grown, context.dataset);
  const judge = splitJudge(context.dataset, context.teacherLogits);
  const failures: JobFailure[] = [];
  for (const { key, spec } of job.cells) {
    try {
      const tree = cutTree(grown, spec);
      const nodes = nodesInCut(grown, tree);
      const predicted = (leaves: Uint32Array) =>
        leafPredictions(
          tree,
          spec,
          leaves.map((leaf) => nodes[leaf]!),
        );
      const metrics = judge({ validation: predicted(walked.validation), test: predicted(walked.test) });
      const points = expanded(tree, predicted(walked.points));
      await context.store.commit(key, job.kind, [treeFile(tree, spec)], {
        ...treeSummary(tree, spec, context.dataset),
        metrics,
        decisionGrid: decisionGrid(points, tree.numOutputs),
      } satisfies StudentSummary);
    } catch (error) {
      failures.push(failureOf(key, error));
    }
  }
  return failures;
}

/** The leaf of each sample, and of the points of the decision grid. */
function walkedSamples(grown: Tree, dataset: Dataset) {
  const { features, splits } = dataset;
  const points = gridPoints(dataset);
  const pointIds = Uint32Array.from({ length: points.length / inputSize(dataset) }, (_, point) => point);
  return {
    validation: leavesOf(grown, features, splits.validation),
    test: leavesOf(grown, features, splits.test),
    points: leavesOf(grown, { values: points }, pointIds),
  };
}

/** As deep as the deepest of `specs`, which differ only in what is cut off afterwards. */
function grownTree(
  specs: readonly TreeStudentSpec[],
  seed: number,
  { dataset, teacherLogits }: JobContext,
): Tree {
  const { implementation, minSamplesLeaf } = specs[0]!;
  const learnt = trainingSet(dataset, specs[0]!, seed, teacherLogits);
  const targets = targetsOf(specs[0]!, learnt, dataset.numClasses);
  const { features } = dataset;
  const size = inputSize(dataset);
  if (implementation === "ml-cart")
    return growByMlCart(featureMatrix(features.values, size, learnt.ids), targets);
  const depths = specs.map(({ maxDepth }) =>
    maxDepth === "unlimited" ? Number.POSITIVE_INFINITY : maxDepth,
  );
  const limits = { maxDepth: Math.max(...depths), minSamplesLeaf };
  return growTree(sortedFeatures(features, size, learnt.ids), targets, limits);
}

/** Of the training rows, in the order of `ids`. */
function targetsOf(
  spec: TreeStudentSpec,
  { ids, labels, teacherLogits }: TrainingSet,
  numClasses: number,
): Targets {
  if (hasHardTargets(spec))
    return labelTargets(
      Uint8Array.from(ids, (id) => labels[id]!),
      numClasses,
    );
  const logits = gatherRows(teacherLogits!, numClasses, ids);
  if (spec.targets === "logits") return vectorTargets(logits, numClasses);
  const probs = new Float32Array(logits.length);
  for (let first = 0; first < logits.length; first += numClasses) {
    probs.set(softmax(logits.subarray(first, first + numClasses), spec.temperature), first);
  }
  return vectorTargets(probs, numClasses);
}

/** What a row tells of a tree beside its quality. */
function treeSummary(tree: Tree, { implementation }: TreeStudentSpec, dataset: Dataset) {
  const shape = treeShape(tree, dataset);
  return {
    engine: implementation === "ml-cart" ? `ml-cart ${mlCartVersion()}` : "exact trees",
    curve: [],
    keptEpoch: null,
    cost: treeCost(shape.leaves, tree.numOutputs),
    leftOutBias: null,
    tree: shape,
    softTree: null,
  };
}

function treeFile(tree: Tree, { targets, temperature }: TreeStudentSpec): ArtefactFile {
  return { name: "tree.json", bytes: Buffer.from(treeJson(tree, { targets, temperature })) };
}

function mlCartVersion(): string {
  return (createRequire(import.meta.url)("ml-cart/package.json") as { version: string }).version;
}
