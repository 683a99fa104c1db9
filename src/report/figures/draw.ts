// The figures of one experiment, in the order in which the report shows them.
import type { ExperimentResults } from "../results.ts";
import { boundariesFigure } from "./boundaries-figure.ts";
import { curvesFigure } from "./curves-figure.ts";
import type { Figure } from "./figure.ts";
import { methodFigure } from "./method-figure.ts";
import { temperatureFigure } from "./temperature-figure.ts";

/** Only those for which there are data. */
export async function drawFigures(results: ExperimentResults): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const draw of [methodFigure, boundariesFigure, curvesFigure, temperatureFigure]) {
    const figure = await draw(results);
    if (figure !== null) figures.push(figure);
  }
  return figures;
}
