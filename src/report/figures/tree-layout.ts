// Where the nodes of a small tree stand: leaves side by side in columns of one width, each split above the middle of its
// children.
import type { DrawnNode } from "../../results/row.ts";

export interface PlacedNode {
  readonly node: DrawnNode;
  /** Of its middle, in columns of a leaf's width. */
  readonly column: number;
  /** Splits above it. */
  readonly depth: number;
  readonly parent: PlacedNode | null;
}

/** From the root, each node before its children, the left one before the right one. */
export function placedNodes(root: DrawnNode): PlacedNode[] {
  return placedBelow(root, 0, 0, null);
}

function placedBelow(node: DrawnNode, first: number, depth: number, parent: PlacedNode | null): PlacedNode[] {
  const own = { node, column: first + leafCount(node) / 2, depth, parent };
  if (!("left" in node)) return [own];
  const column = first + leafCount(node.left);
  return [
    own,
    ...placedBelow(node.left, first, depth + 1, own),
    ...placedBelow(node.right, column, depth + 1, own),
  ];
}

export function leafCount(node: DrawnNode): number {
  return "left" in node ? leafCount(node.left) + leafCount(node.right) : 1;
}

export function depthOf(node: DrawnNode): number {
  return "left" in node ? 1 + Math.max(depthOf(node.left), depthOf(node.right)) : 0;
}
