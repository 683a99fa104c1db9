// The figures of one experiment, in the order in which the report shows them.
import type { ExperimentSamples } from "../../results/samples.ts";
import type { ExperimentResults } from "../results.ts";
import { axisFigure } from "./axis-figure.ts";
import { boundariesFigure } from "./boundaries-figure.ts";
import { changedSamplesFigure } from "./changed-samples-figure.ts";
import { confusionFigure } from "./confusion-figure.ts";
import { curvesFigure } from "./curves-figure.ts";
import { featureUseFigure } from "./feature-use-figure.ts";
import type { Figure } from "./figure.ts";
import { heatMapFigure } from "./heat-map-figure.ts";
import { leftOutFigure } from "./left-out-figure.ts";
import { methodFigure } from "./method-figure.ts";
import { paretoFigure } from "./pareto-figure.ts";
import { reliabilityFigure } from "./reliability-figure.ts";
import { softTreeFigure } from "./soft-tree-figure.ts";
import { temperatureFigure } from "./temperature-figure.ts";
import { treeFigure } from "./tree-figure.ts";
import { treesFigure } from "./trees-figure.ts";

const figureKinds = [
  methodFigure,
  boundariesFigure,
  heatMapFigure,
  temperatureFigure,
  axisFigure,
  curvesFigure,
  leftOutFigure,
  reliabilityFigure,
  confusionFigure,
  paretoFigure,
  changedSamplesFigure,
  treesFigure,
  featureUseFigure,
  treeFigure,
  softTreeFigure,
];

/** Only those for which there are data. `samples`: images of test samples, of any experiment. */
export async function drawFigures(
  results: ExperimentResults,
  samples: readonly ExperimentSamples[],
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const draw of figureKinds) {
    const figure = await draw(results, samples);
    if (figure !== null) figures.push(figure);
  }
  return figures;
}
