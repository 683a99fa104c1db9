// Soft decision trees as pictures, as in Frosst & Hinton 2017 (arXiv 1711.09784), figure 2: what each filter looks for.
import type { SoftTreeShape, StudentRow } from "../../results/row.ts";
import { percent } from "../format.ts";
import { escapeMarkdown } from "../markdown.ts";
import type { ExperimentResults } from "../results.ts";
import { variantText, withVariant } from "../settings.ts";
import { rectangles, words } from "./canvas.ts";
import { type DrawnTree, drawnTrees } from "./drawn-trees.ts";
import { type Figure, type FigureSpec, figureOf } from "./figure.ts";
import { firstOf } from "./first-of.ts";
import { signColors } from "./palette.ts";
import { panelTitle } from "./panel-title.ts";
import { softTreeLayers, softTreePanelSize } from "./soft-tree-panel.ts";

const mostPanels = 2;
/** Filters of larger images would make the file too large. */
const mostPixels = 32 * 32;
/** Panels that are together not wider stand side by side. */
const widest = 800;

/** null unless the samples are images and there is a small soft tree. */
export async function softTreeFigure(results: ExperimentResults): Promise<Figure | null> {
  const { seed, trees } = drawnTrees(results.arms, drawingOf, ({ depth }) => depth);
  const { shown, note } = firstOf(trees, mostPanels);
  if (shown.length === 0) return null;
  const list = shown.map(
    ({ row, tree }) => `${nameOf(row)} depth ${tree.depth}, ${percent(row.metrics.test.accuracy)} %`,
  );
  return figureOf(figureSpec(shown), {
    name: `figures/${results.experiment.name}-soft-tree.svg`,
    alt: `Soft decision trees as pictures, filters as images and leaves with their likeliest classes. Depths and test accuracies: ${list.join("; ")}`,
    caption:
      `The filters of soft decision trees of seed ${seed}, as in Frosst & Hinton 2017, figure 2: of each arm the deepest tree that there is room ` +
      "for, and of equally deep ones the best on validation. Bright pixels on green send a sample to the right, on purple to the left; white is a weight " +
      "near 0, and the darkest is the largest of the filter. Biases are not shown. Below, the likeliest class of each leaf with its probability. " +
      `Test accuracies: ${escapeMarkdown(list.join("; "))}.${note}`,
  });
}

function drawingOf({ softTree }: StudentRow): SoftTreeShape | null {
  const [height, width] = softTree?.shape ?? [];
  if (softTree === null || height === undefined || width === undefined) return null;
  return height * width > mostPixels ? null : softTree;
}

function nameOf({ arm, variant }: StudentRow): string {
  return withVariant(arm, variant);
}

function figureSpec(trees: readonly DrawnTree<SoftTreeShape>[]): FigureSpec {
  const panels = trees.map(panelSpec);
  const isNarrow = panels.reduce((sum, { width }) => sum + width, 0) <= widest;
  return {
    spacing: 18,
    vconcat: [{ columns: isNarrow ? mostPanels : 1, spacing: 26, concat: panels }, legendSpec()],
  };
}

function panelSpec({ row, tree }: DrawnTree<SoftTreeShape>) {
  const size = softTreePanelSize(tree);
  const { width, height } = size;
  const accuracy = `${percent(row.metrics.test.accuracy)} % on test`;
  const variant = variantText(row.variant);
  return {
    width,
    height,
    title: panelTitle(row.arm, [variant === "" ? accuracy : `${variant}; ${accuracy}`], Math.max(width, 360)),
    view: { stroke: null },
    layer: softTreeLayers(tree, size),
  };
}

function legendSpec() {
  const [box, start] = [26, 165];
  const size = { width: 2 * start + box * signColors.length, height: 14 };
  const boxes = signColors.map((fill, i) => ({
    left: start + i * box,
    right: start + (i + 1) * box,
    top: 1,
    bottom: 13,
    fill,
  }));
  const left = { left: 0, top: 7, text: "negative weight: to the left" };
  const right = { left: size.width - start + 8, top: 7, text: "positive weight: to the right" };
  return {
    ...size,
    view: { stroke: null },
    layer: [rectangles(size, boxes), words(size, [left, right], { fontSize: 11, align: "left" })],
  };
}
