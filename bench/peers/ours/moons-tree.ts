import { Matrix } from "ml-matrix";
import { argmax } from "../../../src/numeric/argmax.ts";
import { growClassificationTree, type TreeNode, treeProbs } from "../../../src/students/tree.ts";
import { loadMoons, readConfig } from "../data.ts";
import type { Build } from "./build.ts";

export const moonsTree: Build = async (folder) => {
  const { ourTrees } = (await readConfig(folder)).rounds;
  const { features, labels, splits } = await loadMoons();
  const points = Array.from(splits.train, (id) => [...features.values.subarray(2 * id, 2 * id + 2)]);
  const matrix = new Matrix(points);
  const classes = Array.from(splits.train, (id) => labels[id]!);
  let tree: TreeNode = { probs: [1, 0] };
  return {
    async work() {
      for (let i = 0; i < ourTrees; i++) tree = growClassificationTree(matrix, classes, 2);
      return ourTrees;
    },
    async check() {
      const right = points.filter((point, row) => argmax(treeProbs(tree, point)) === classes[row]);
      return right.length / points.length;
    },
    close: async () => undefined,
  };
};
