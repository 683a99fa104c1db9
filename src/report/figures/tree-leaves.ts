// The leaves of a tree as a picture: a bar a class, the top class, and the training rows that end there.
import type { DrawnNode } from "../../results/row.ts";
import { decimal, percent } from "../format.ts";
import { type Box, rectangles, type Size, type Words, words } from "./canvas.ts";
import { classColors, colorAt } from "./palette.ts";
import type { DrawnSplit } from "./split-text.ts";

/** What the values of leaves are; logits have no bars. */
export type LeafValue = "probabilities" | "logits";

export interface LeafSpot {
  readonly leaf: Exclude<DrawnNode, DrawnSplit>;
  /** The middle of its bars. */
  readonly left: number;
  readonly top: number;
}

const bars = { width: 46, height: 34, back: "#f0f0f0" };
/** Where the lines of text have their middle, from that of the bars. */
const lineTops = [30, 46, 60] as const;
/** Of a whole leaf, from the middle of its bars. */
export const leafBottom = 68;

export function leafLayers(size: Size, spots: readonly LeafSpot[], targets: LeafValue) {
  return targets === "probabilities" ? withBars(size, spots) : withoutBars(size, spots);
}

function withBars(size: Size, spots: readonly LeafSpot[]) {
  const backs = spots.map((spot) => ({ ...barBox(spot, 0, 1, 1), fill: bars.back }));
  const ofClasses = spots.flatMap((spot) =>
    spot.leaf.value.map((share, label) => ({
      ...barBox(spot, label, spot.leaf.value.length, share),
      fill: colorAt(classColors, label),
    })),
  );
  return [
    rectangles(size, [...backs, ...ofClasses.filter(({ top, bottom }) => bottom - top >= leastBar)]),
    topClasses(size, spots, lineTops[0]),
    below(size, spots, lineTops[1], ({ value }) => `${percent(Math.max(...value))} %`),
    below(size, spots, lineTops[2], rowsText),
  ];
}

/** Pixels: a lower one is not seen. */
const leastBar = 0.2;

/** The grey behind reaches from 0 to 1. */
function barBox({ left, top }: LeafSpot, index: number, count: number, share: number): Box {
  const width = bars.width / count;
  const from = left - bars.width / 2 + index * width;
  const bottom = top + bars.height / 2;
  return { left: from, right: from + width, top: bottom - share * bars.height, bottom };
}

function withoutBars(size: Size, spots: readonly LeafSpot[]) {
  const raised = lineTops.map((top) => top - bars.height);
  return [topClasses(size, spots, raised[0]!), below(size, spots, raised[1]!, rowsText)];
}

function topClasses(size: Size, spots: readonly LeafSpot[], down: number) {
  const labels = spots.map(({ leaf: { value }, left, top }): Words => {
    const label = value.indexOf(Math.max(...value));
    return { left, top: top + down, text: String(label), color: colorAt(classColors, label) };
  });
  return words(size, labels, { fontSize: 16, bold: true });
}

function below(
  size: Size,
  spots: readonly LeafSpot[],
  down: number,
  text: (leaf: LeafSpot["leaf"]) => string,
) {
  const lines = spots.map(({ leaf, left, top }) => ({ left, top: top + down, text: text(leaf) }));
  return words(size, lines, { fontSize: 11 });
}

const rowsText = ({ samples }: LeafSpot["leaf"]) => `n ${decimal(samples, 0)}`;
