import { expect, test } from "vitest";
import { drawnTrees } from "../../../src/report/figures/drawn-trees.ts";
import type { StudentRow } from "../../../src/results/row.ts";
import type { Cell } from "../../../src/study/cells.ts";
import { arm, treeResults, treeShape } from "./tree-results.ts";

const grid = { maxDepth: [1, 3], minSamplesLeaf: [1, 5] };
const depthOf = (row: StudentRow) => row.tree?.depth ?? null;
const ofRow = ({ variant }: Cell) => treeShape({ depth: Number(variant.maxDepth) });

function drawn(done: (cell: Cell) => boolean, accuracy: (cell: Cell) => number = () => 0.9) {
  const results = treeResults(
    [
      { ...arm.hard, grid },
      { ...arm.soft, grid },
    ],
    [7, 3],
    (cell) => (done(cell) ? { tree: ofRow(cell), accuracy: accuracy(cell) } : null),
  );
  const { seed, trees } = drawnTrees(results.arms, depthOf, (depth) => depth);
  return { seed, trees: trees.map(({ row, tree }) => [row.arm, row.seed, tree, row.variant.minSamplesLeaf]) };
}

test("drawnTrees(arms, ...) are the deepest of each arm, of the first seed", () => {
  expect(drawn(() => true)).toEqual({
    seed: 3,
    trees: [
      ["hard_tree", 3, 3, 1],
      ["soft_tree", 3, 3, 1],
    ],
  });
});

test("drawnTrees(arms, ...) of one depth are the best on validation, of that seed", () => {
  const { trees } = drawn(
    () => true,
    ({ seed, variant }) => (variant.minSamplesLeaf === (seed === 3 ? 5 : 1) ? 0.95 : 0.9),
  );
  expect(trees.map((tree) => tree[3])).toEqual([5, 5]);
});

test("drawnTrees(arms, ...) leave out an arm that has not done the seed", () => {
  const { seed, trees } = drawn(({ arm: name, seed: own }) => name === "soft_tree" || own === 7);
  expect(seed).toBe(3);
  expect(trees).toEqual([["soft_tree", 3, 3, 1]]);
});

test("drawnTrees(arms, ...) of nothing are none", () => {
  expect(drawn(() => false).trees).toEqual([]);
});
