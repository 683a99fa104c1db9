// One tree as a picture, from the root down: each split in a box, and below it what it leads to.
import type { DrawnNode } from "../../results/row.ts";
import { type Box, lines, outlined, type Size, type Words, words } from "./canvas.ts";
import { splitText } from "./split-text.ts";
import { leafCount, type PlacedNode, placedNodes } from "./tree-layout.ts";
import { type LeafValue, leafBottom, leafLayers } from "./tree-leaves.ts";

export interface TreeDrawing {
  readonly root: DrawnNode;
  /** Of a sample. */
  readonly shape: readonly number[];
  /** Features are known to be bytes. */
  readonly hasBytes: boolean;
  readonly targets: LeafValue;
}

const panelWidth = 456;
const levelHeight = 68;
/** `character` is what a letter of the text takes at most. */
const box = { height: 34, line: 15, character: 5.9, padding: 11 };

export function treePanelSize(depth: number): Size {
  return { width: panelWidth, height: box.height / 2 + 2 + depth * levelHeight + leafBottom };
}

/** The middle of a box, or of a leaf's bars. */
interface Spot {
  readonly left: number;
  readonly top: number;
}

interface Question extends Spot {
  readonly text: readonly string[];
}

export function treeLayers({ root, shape, hasBytes, targets }: TreeDrawing, size: Size) {
  const placed = placedNodes(root);
  const columnWidth = size.width / leafCount(root);
  const edges = placed.flatMap((each) => edgeTo(each, columnWidth));
  const questions = placed.flatMap((each) => {
    const spot = spotOf(each, columnWidth);
    return "left" in each.node ? [{ ...spot, text: splitText(each.node, shape, hasBytes) }] : [];
  });
  const leaves = placed.flatMap((each) => {
    const spot = spotOf(each, columnWidth);
    return "value" in each.node ? [{ ...spot, leaf: each.node }] : [];
  });
  const answers = placed.flatMap((each) => answerAt(each, columnWidth));
  return [
    lines(size, edges),
    outlined(size, questions.map(boxAround)),
    words(size, [...questions.flatMap(textLines), ...answers], { fontSize: 11 }),
    ...leafLayers(size, leaves, targets),
  ];
}

function spotOf({ column, depth }: PlacedNode, columnWidth: number): Spot {
  return { left: column * columnWidth, top: box.height / 2 + 2 + depth * levelHeight };
}

function edgeTo(placed: PlacedNode, columnWidth: number): Box[] {
  if (placed.parent === null) return [];
  const [from, to] = [spotOf(placed.parent, columnWidth), spotOf(placed, columnWidth)];
  return [
    { left: from.left, top: from.top + box.height / 2, right: to.left, bottom: to.top - box.height / 2 },
  ];
}

function boxAround({ left, top, text }: Question): Box {
  const width = Math.max(...text.map(({ length }) => length)) * box.character + box.padding;
  return {
    left: left - width / 2,
    right: left + width / 2,
    top: top - box.height / 2,
    bottom: top + box.height / 2,
  };
}

function textLines({ left, top, text }: Question): Words[] {
  return text.map((line, i) => ({ left, top: top + (i - (text.length - 1) / 2) * box.line, text: line }));
}

/** "yes" and "no" at the root say it for all splits. */
function answerAt(placed: PlacedNode, columnWidth: number): Words[] {
  if (placed.depth !== 1) return [];
  return edgeTo(placed, columnWidth).map(({ left, top, right, bottom }) => {
    const isYes = right < left;
    const aside = isYes ? -14 : 14;
    return { left: (left + right) / 2 + aside, top: (top + bottom) / 2 - 6, text: isYes ? "yes" : "no" };
  });
}
