import { expect, test } from "vitest";
import { depthOf, leafCount, placedNodes } from "../../../src/report/figures/tree-layout.ts";
import type { DrawnNode } from "../../../src/results/row.ts";

const leaf = (samples: number): DrawnNode => ({ samples, value: [1] });
const split = (left: DrawnNode, right: DrawnNode): DrawnNode => ({
  samples: left.samples + right.samples,
  feature: 0,
  threshold: 0,
  left,
  right,
});

// Leaves in columns 0, 1, 2 and 3:
//        root
//     1       split
//         split   4
//        2     3
const root = split(leaf(1), split(split(leaf(2), leaf(3)), leaf(4)));

test("placedNodes(root) stand over the middle of their leaves, at the depth of their splits", () => {
  expect(placedNodes(root).map(({ node, column, depth }) => [node.samples, column, depth])).toEqual([
    [10, 2, 0],
    [1, 0.5, 1],
    [9, 2.5, 1], // of columns 1 to 3
    [5, 2, 2],
    [2, 1.5, 3],
    [3, 2.5, 3],
    [4, 3.5, 2],
  ]);
});

test("placedNodes(root) know what they hang below", () => {
  expect(placedNodes(root).map(({ parent }) => parent?.node.samples ?? null)).toEqual([
    null,
    10,
    10,
    9,
    5,
    5,
    9,
  ]);
});

test("leafCount(node) and depthOf(node) of a leaf are 1 and 0", () => {
  expect([leafCount(leaf(1)), depthOf(leaf(1))]).toEqual([1, 0]);
  expect([leafCount(root), depthOf(root)]).toEqual([4, 3]);
});
