import { featureMatrix } from "../../../src/data/feature-matrix.ts";
import { growTree } from "../../../src/students/tree/grow.ts";
import { growByMlCart } from "../../../src/students/tree/ml-cart.ts";
import { sortedFeatures } from "../../../src/students/tree/sorted-features.ts";
import { labelTargets } from "../../../src/students/tree/targets.ts";
import { loadMoons, readConfig } from "../data.ts";
import type { Build } from "./build.ts";
import { treeAccuracy, treeContestant, unpruned } from "./tree-contestant.ts";

async function moonsTargets() {
  const dataset = await loadMoons();
  const { labels, numClasses, splits } = dataset;
  const classes = Uint8Array.from(splits.train, (id) => labels[id]!);
  return { dataset, targets: labelTargets(classes, numClasses) };
}

export const moonsTree: Build = async (folder) => {
  const { moonsTrees } = (await readConfig(folder)).rounds;
  const { dataset, targets } = await moonsTargets();
  const { features, splits } = dataset;
  const grow = () => growTree(sortedFeatures(features, 2, splits.train), targets, unpruned);
  return treeContestant(grow, moonsTrees, treeAccuracy(dataset, splits.train));
};

/** As the students of `implementation: ml-cart`. */
export const moonsByMlCart: Build = async (folder) => {
  const { mlCartTrees } = (await readConfig(folder)).rounds;
  const { dataset, targets } = await moonsTargets();
  const { features, splits } = dataset;
  const matrix = featureMatrix(features.values, 2, splits.train);
  const grow = () => growByMlCart(matrix, targets);
  return treeContestant(grow, mlCartTrees, treeAccuracy(dataset, splits.train));
};
