// One soft decision tree: its filters as images, the root on top, and the leaves in a row below.
import type { SoftTreeShape } from "../../results/row.ts";
import { percent } from "../format.ts";
import { type Box, lines, outlined, type Size, type Words, words } from "./canvas.ts";
import { signColors } from "./palette.ts";
import { rasterLayer } from "./raster.ts";

/** Of the lowest filters, side by side; fewer than eight are not drawn larger than `largest`. */
const row = { width: 776, gap: 12, largest: 112 };
const levelGap = 30;
const leaf = { topClass: 15, share: 35, end: 44 };
/** Steps of colour to each side of 0. */
const steps = (signColors.length - 1) / 2;

/** What a panel of this tree measures, and one of its filters. */
export interface SoftTreeSize extends Size {
  readonly cell: number;
}

export function softTreePanelSize({ depth, shape }: SoftTreeShape): SoftTreeSize {
  const [height = 1, width = 1] = shape;
  const lowest = 2 ** (depth - 1);
  const room = Math.min(row.largest, row.width / lowest - row.gap);
  const cell = Math.max(1, Math.floor(room / Math.max(height, width)));
  return {
    cell,
    width: Math.max(lowest * (cell * width + row.gap), 2 ** depth * 46),
    height: depth * (cell * height + levelGap) + leaf.end,
  };
}

interface Spot {
  readonly left: number;
  readonly top: number;
}

/** The spot of an image or a leaf is the middle of its upper edge. */
export function softTreeLayers(tree: SoftTreeShape, size: SoftTreeSize) {
  const { depth, shape } = tree;
  const [height = 1, width = 1] = shape;
  const image = { width: size.cell * width, height: size.cell * height };
  const spots = Array.from({ length: 2 ** (depth + 1) - 1 }, (_, node) => spotOf(node, size, image.height));
  const inner = spots.slice(0, 2 ** depth - 1);
  const frames = inner.map(({ left, top }) => ({
    left: left - image.width / 2,
    right: left + image.width / 2,
    top,
    bottom: top + image.height,
  }));
  const rasters = frames.map(({ left, top }, node) => {
    const levels = filterLevels(tree.filtersBase64[node]!, shape);
    return { left, top, cell: size.cell, columns: width, levels };
  });
  return [
    lines(
      size,
      spots.slice(1).map((spot, i) => edge(spots[i >> 1]!, spot, image.height)),
    ),
    outlined(size, frames),
    rasterLayer(rasters, signColors),
    ...leafLayers(size, spots.slice(inner.length), tree.leaves),
  ];
}

/** Nodes are numbered level by level from the root, 0, the leaves last. */
function spotOf(node: number, size: SoftTreeSize, imageHeight: number): Spot {
  const level = Math.floor(Math.log2(node + 1));
  const place = node + 1 - 2 ** level;
  return {
    left: Math.round(((place + 0.5) * size.width) / 2 ** level),
    top: 1 + (size.cell % 2) / 2 + level * (imageHeight + levelGap), // the middle of a row of pixels is whole: a shorter file
  };
}

function edge(parent: Spot, child: Spot, imageHeight: number): Box {
  return { left: parent.left, top: parent.top + imageHeight, right: child.left, bottom: child.top };
}

/** Indices into `signColors`; of a pixel with several channels the mean of its weights. */
function filterLevels(base64: string, [height = 1, width = 1, channels = 1]: readonly number[]): number[] {
  const bytes = Buffer.from(base64, "base64");
  return Array.from({ length: height * width }, (_, pixel) => {
    const weights = bytes.subarray(pixel * channels, (pixel + 1) * channels);
    const weight = weights.reduce((sum, byte) => sum + (byte - 128) / 127, 0) / channels;
    return steps + Math.round(steps * weight);
  });
}

function leafLayers(size: Size, spots: readonly Spot[], leaves: SoftTreeShape["leaves"]) {
  const tops = leaves.map((probabilities, i) => {
    const probability = Math.max(...probabilities);
    return { ...spots[i]!, probability, topClass: probabilities.indexOf(probability) };
  });
  const below = (down: number, text: (leaf: (typeof tops)[number]) => string): Words[] =>
    tops.map((top) => ({ left: top.left, top: top.top + down, text: text(top) }));
  return [
    words(
      size,
      below(leaf.topClass, ({ topClass }) => String(topClass)),
      { fontSize: 22, bold: true },
    ),
    words(
      size,
      below(leaf.share, ({ probability }) => `${percent(probability)} %`),
      { fontSize: 11 },
    ),
  ];
}
