// Small trees as pictures: of each arm the largest one that there is room for.
import type { DrawnNode, StudentRow } from "../../results/row.ts";
import { percent } from "../format.ts";
import { escapeMarkdown } from "../markdown.ts";
import type { ExperimentResults } from "../results.ts";
import { variantText } from "../settings.ts";
import { rectangles, type Size, words } from "./canvas.ts";
import { type DrawnTree, drawnTrees } from "./drawn-trees.ts";
import { type Figure, type FigureSpec, figureOf } from "./figure.ts";
import { firstOf } from "./first-of.ts";
import { classColors, colorAt } from "./palette.ts";
import { panelTitle } from "./panel-title.ts";
import { depthOf, leafCount } from "./tree-layout.ts";
import { type TreeDrawing, treeLayers, treePanelSize } from "./tree-panel.ts";

const mostPanels = 4;

/** Datasets of bytes. Arrays of NumPy may be of them, but their rows do not say so: thresholds with decimals are true of both. */
const ofBytes: ReadonlySet<string> = new Set(["mnist", "idx"]);

interface Panel extends TreeDrawing {
  readonly name: string;
  readonly variant: string;
  readonly accuracy: number;
  readonly classes: number;
}

/** null where no tree is small enough to be drawn, or none has a split. */
export async function treeFigure(results: ExperimentResults): Promise<Figure | null> {
  const hasBytes = ofBytes.has(results.experiment.dataset.name);
  const { seed, trees } = drawnTrees(results.arms, drawingOf, depthOf);
  const { shown: panels, note } = firstOf(
    trees.map((tree) => panelOf(tree, hasBytes)),
    mostPanels,
  );
  if (panels.length === 0) return null;
  const list = panels.map(({ name, variant, accuracy, root }) => {
    const text = variant === "" ? name : `${name} (${variant})`;
    return `${text} ${leafCount(root)} leaves, ${percent(accuracy)} %`;
  });
  return figureOf(figureSpec(panels), {
    name: `figures/${results.experiment.name}-tree.svg`,
    alt: `Trees as pictures, splits with what they ask and leaves with their classes. Leaves and test accuracies: ${list.join("; ")}`,
    caption:
      `Trees of seed ${seed}: of each arm the deepest that there is room for, and of equally deep ones the best on validation. ` +
      `What a split asks leads to the left where it is met${pixelText(panels)}. ${leafText(panels)} ` +
      `Leaves and test accuracies: ${escapeMarkdown(list.join("; "))}.${note}`,
  });
}

/** One of a single leaf says nothing. */
function drawingOf({ tree }: StudentRow): DrawnNode | null {
  const drawing = tree?.drawing ?? null;
  return drawing === null || leafCount(drawing) === 1 ? null : drawing;
}

function panelOf({ row, tree: root }: DrawnTree<DrawnNode>, hasBytes: boolean): Panel {
  const { arm, variant, spec, metrics, tree } = row;
  return {
    name: arm,
    variant: variantText(variant),
    accuracy: metrics.test.accuracy,
    classes: metrics.test.confusion.length,
    root,
    shape: tree?.featureUse?.shape ?? [],
    hasBytes,
    targets: spec.kind === "tree" ? spec.targets : "probabilities",
  };
}

function pixelText(panels: readonly Panel[]): string {
  if (!panels.some(({ shape }) => shape.length > 1)) return "";
  const range = panels.some(({ hasBytes }) => hasBytes) ? ", values go up to 255" : "";
  return `; rows and columns of pixels count from 0${range}`;
}

function leafText(panels: readonly Panel[]): string {
  const bars = panels.some(({ targets }) => targets === "probabilities")
    ? "A leaf has a bar for each class, its mean target (on soft labels the teacher's probabilities at T) from 0 to 1; below are its top class with its share, and n, the training rows in it."
    : "A leaf has its top class, and n, the training rows in it.";
  const logits = panels.some(({ targets }) => targets === "logits") ? " Means of logits have no bars." : "";
  return bars + (bars.includes("bar for") ? logits : "");
}

function figureSpec(panels: readonly Panel[]): FigureSpec {
  const size = treePanelSize(Math.max(...panels.map(({ root }) => depthOf(root))));
  const columns = Math.min(2, panels.length);
  const trees = {
    columns,
    bounds: "flush" as const, // what Vega takes for the width of text would push the panels apart
    spacing: { column: 26, row: 66 },
    concat: panels.map((panel) => panelSpec(panel, size)),
  };
  const classes = Math.max(...panels.map((panel) => (panel.targets === "logits" ? 0 : panel.classes)));
  const hasLegend = classes > 0 && classes <= classColors.length;
  return hasLegend ? { spacing: 12, vconcat: [trees, legendSpec(classes)] } : trees;
}

function panelSpec(panel: Panel, size: Size) {
  const { name, variant, accuracy } = panel;
  const subtitle = [variant, `${percent(accuracy)} % on test`].filter((text) => text !== "").join("; ");
  return {
    ...size,
    title: panelTitle(name, [subtitle], size.width),
    view: { stroke: null },
    layer: treeLayers(panel, size),
  };
}

function legendSpec(classes: number) {
  const [step, start] = [36, 50];
  const size = { width: start + classes * step, height: 16 };
  const labels = Array.from({ length: classes }, (_, label) => label);
  const boxes = labels.map((label) => {
    const left = start + label * step;
    return { left, right: left + 12, top: 2, bottom: 14, fill: colorAt(classColors, label) };
  });
  return {
    ...size,
    view: { stroke: null },
    layer: [
      rectangles(size, boxes),
      words(size, [{ left: 0, top: 8, text: "class" }], { fontSize: 12, align: "left" }),
      words(
        size,
        labels.map((label) => ({ left: start + label * step + 16, top: 8, text: String(label) })),
        {
          fontSize: 12,
          align: "left",
        },
      ),
    ],
  };
}
