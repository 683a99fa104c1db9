// The figures of one experiment, in the order in which the report shows them.
import type { ExperimentResults } from "../results.ts";
import { boundariesFigure } from "./boundaries-figure.ts";
import { curvesFigure } from "./curves-figure.ts";
import { featureUseFigure } from "./feature-use-figure.ts";
import type { Figure } from "./figure.ts";
import { methodFigure } from "./method-figure.ts";
import { softTreeFigure } from "./soft-tree-figure.ts";
import { temperatureFigure } from "./temperature-figure.ts";
import { treeFigure } from "./tree-figure.ts";
import { treesFigure } from "./trees-figure.ts";

const figureKinds = [
  methodFigure,
  boundariesFigure,
  curvesFigure,
  temperatureFigure,
  treesFigure,
  featureUseFigure,
  treeFigure,
  softTreeFigure,
];

/** Only those for which there are data. */
export async function drawFigures(results: ExperimentResults): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const draw of figureKinds) {
    const figure = await draw(results);
    if (figure !== null) figures.push(figure);
  }
  return figures;
}
