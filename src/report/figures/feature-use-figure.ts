// Which pixels the trees split on: a heat map for each arm, all on one scale.
import { mean } from "../../numeric/mean.ts";
import type { FeatureUse } from "../../results/row.ts";
import { decimal, percent } from "../format.ts";
import { escapeMarkdown } from "../markdown.ts";
import type { ArmResults, ExperimentResults } from "../results.ts";
import { variantText } from "../settings.ts";
import { amountLegend } from "./amount-legend.ts";
import { type AmountScale, amountScale } from "./amount-scale.ts";
import { type Figure, type FigureSpec, figureOf } from "./figure.ts";
import { firstOf } from "./first-of.ts";
import { amountColors } from "./palette.ts";
import { panelTitle } from "./panel-title.ts";
import { rasterLayer } from "./raster.ts";

const panelWidth = 224;
const mostPanels = 6;
const legendTitle = "share in all that the splits gain, % (white: none)";

interface Panel {
  readonly name: string;
  readonly variant: string;
  /** Trees over which the mean is taken. */
  readonly trees: number;
  /** Mean number of pixels that are split on. */
  readonly used: number;
  readonly height: number;
  readonly width: number;
  /** Of each pixel in all that the splits gain: mean over the trees, 0 to 1. */
  readonly shares: readonly number[];
}

/** null unless the samples are images and there are trees. */
export async function featureUseFigure(results: ExperimentResults): Promise<Figure | null> {
  const { shown: panels, note } = firstOf(results.arms.flatMap(panelOf), mostPanels);
  if (panels.length === 0) return null;
  const largest = Math.max(...panels.flatMap(({ shares }) => shares));
  const scale = amountScale(largest, amountColors.length - 1);
  const list = panels.map(({ name, used }) => `${name} ${decimal(used, 0)} pixels`).join(", ");
  return figureOf(figureSpec(panels, scale), {
    name: `figures/${results.experiment.name}-feature-use.svg`,
    alt: `Images of the pixels that trees split on, one panel an arm: ${list}; the largest share of a pixel in all that splits gain is ${percent(largest)} %`,
    caption:
      `Which pixels split: the share of each in all that the splits gain (by how much they lower the error of the training rows), mean over the ` +
      `n trees of an arm's chosen variant, one a seed. One logarithmic scale for all panels; the largest share is ${percent(largest)} %. ` +
      `${escapeMarkdown(list)} (mean; those that gain next to nothing are not counted).${note}`,
  });
}

function panelOf({ spec, chosen }: ArmResults): Panel[] {
  const uses = chosen?.rows.flatMap(({ tree }) => tree?.featureUse ?? []) ?? [];
  const [height, width] = uses[0]?.shape ?? [];
  if (chosen === null || height === undefined || width === undefined) return [];
  const ofTrees = uses.map(pixelShares);
  return [
    {
      name: spec.name,
      variant: variantText(chosen.variant),
      trees: uses.length,
      used: mean(ofTrees.map((shares) => shares.filter((share) => share > 0).length)),
      height,
      width,
      shares: Array.from({ length: height * width }, (_, pixel) => mean(ofTrees.map((of) => of[pixel]!))),
    },
  ];
}

/** Of a pixel with several channels, their sum. */
function pixelShares({ shape, largest, levelsBase64 }: FeatureUse): number[] {
  const [height = 1, width = 1, channels = 1] = shape;
  const levels = Buffer.from(levelsBase64, "base64");
  return Array.from({ length: height * width }, (_, pixel) =>
    levels
      .subarray(pixel * channels, (pixel + 1) * channels)
      .reduce((sum, level) => sum + largest * (level / 255) ** 2, 0),
  );
}

function figureSpec(panels: readonly Panel[], scale: AmountScale): FigureSpec {
  const columns = Math.min(3, panels.length);
  return {
    spacing: 18,
    vconcat: [
      { columns, spacing: 18, concat: panels.map((panel) => panelSpec(panel, scale)) },
      amountLegend(scale, legendTitle),
    ],
  };
}

function panelSpec({ name, variant, trees, used, height, width, shares }: Panel, scale: AmountScale) {
  const cell = Math.max(1, Math.floor(panelWidth / Math.max(height, width)));
  return {
    width: cell * width,
    height: cell * height,
    title: panelTitle(
      name,
      [variant, `${decimal(used, 0)} of ${height * width} pixels, n = ${trees}`],
      panelWidth,
    ),
    view: { stroke: "#cccccc" },
    ...rasterLayer([{ left: 0, top: 0, cell, columns: width, levels: shares.map(scale.step) }], amountColors),
  };
}
