// Exact trees on one thread. Each starts from the bytes: its features are sorted anew, as for each job of a study.
import type { Dataset } from "../../../src/data/dataset.ts";
import { growTree } from "../../../src/students/tree/grow.ts";
import { leavesOf } from "../../../src/students/tree/predict.ts";
import { sortedFeatures } from "../../../src/students/tree/sorted-features.ts";
import { labelTargets, vectorTargets } from "../../../src/students/tree/targets.ts";
import { nodeValue, type Tree } from "../../../src/students/tree/tree.ts";
import { loadMnist, readConfig, readSoftTargets } from "../data.ts";
import type { Build } from "./build.ts";
import { treeAccuracy, treeContestant, unpruned } from "./tree-contestant.ts";

export const mnistTree: Build = async (folder) => {
  const ids = await treeIds(folder);
  const dataset = await loadMnist();
  const { features, labels, numClasses } = dataset;
  const grow = () => {
    const targets = labelTargets(labels.subarray(0, ids.length), numClasses);
    return growTree(sortedFeatures(features, 784, ids), targets, unpruned);
  };
  return treeContestant(grow, 1, treeAccuracy(dataset, ids));
};

export const mnistSoftTree: Build = async (folder) => {
  const ids = await treeIds(folder);
  const dataset = await loadMnist();
  const { features, numClasses } = dataset;
  const soft = (await readSoftTargets(folder)).subarray(0, ids.length * numClasses);
  const grow = () => growTree(sortedFeatures(features, 784, ids), vectorTargets(soft, numClasses), unpruned);
  return treeContestant(grow, 1, (tree) => meanError(tree, dataset, ids, soft));
};

/** The first training images. */
async function treeIds(folder: string): Promise<Uint32Array> {
  const { treeImages } = (await readConfig(folder)).rounds;
  return Uint32Array.from({ length: treeImages }, (_, id) => id);
}

/** Mean absolute difference to `soft` `[ids.length, numClasses]`, of which a whole is 32,767. */
function meanError(
  tree: Tree,
  { features, numClasses }: Dataset,
  ids: Uint32Array,
  soft: Float32Array,
): number {
  let sum = 0;
  leavesOf(tree, features, ids).forEach((leaf, row) => {
    nodeValue(tree, leaf).forEach((value, k) => {
      sum += Math.abs(value - soft[row * numClasses + k]!);
    });
  });
  return sum / soft.length / 32_767;
}
