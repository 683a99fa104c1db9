// Test accuracy over temperature and alpha as a map: what the figure of the temperatures shows as lines, with every number.
import { decimal, none, percent } from "../format.ts";
import type { ExperimentResults } from "../results.ts";
import { seedsText } from "../seeds-text.ts";
import { extremesText } from "./extremes-text.ts";
import { type Figure, type FigureSpec, figureOf } from "./figure.ts";
import { firstOf } from "./first-of.ts";
import { type HeatMap, heatMaps } from "./heat-maps.ts";
import { amountColors } from "./palette.ts";
import { panelTitle } from "./panel-title.ts";

const mostPanels = 6;
const cell = { width: 52, height: 42 };
/** Panels that are not wider stand side by side. */
const narrow = 330;
const widest = 640;
/** Colours on which black text is read. */
const fills = amountColors.slice(1, 6);

/** null where no arm has two temperatures and two alphas or more. */
export async function heatMapFigure(results: ExperimentResults): Promise<Figure | null> {
  const { shown: panels, note } = firstOf(heatMaps(results), mostPanels);
  if (panels.length === 0) return null;
  const seeds = seedsText(panels.flatMap(({ cells }) => cells.map((each) => each.seeds)));
  const difference = panels.some(({ baseline }) => baseline !== null)
    ? "; below it the mean difference in points to the baseline's chosen variant, over the seeds that both have done"
    : "";
  const tested = difference === "" ? "" : "None of these differences was tested but the framed one. ";
  return figureOf(figureSpec(panels), {
    name: `figures/${results.experiment.name}-heat-map.svg`,
    alt: `Test accuracy over temperature and α. ${panels.map(panelText).join(" ")}`,
    caption:
      `Test accuracy in % over temperature T and α, mean over ${seeds}${difference}. Framed: chosen on validation, for all axes together; the highest cell on ` +
      `test is not a result. ${tested}Colours go from the lowest to the highest cell of each panel. Other axes of a grid are at their chosen values, ` +
      `what is tuned is chosen at each cell.${note}`,
  });
}

function panelText({ arm, baseline, cells }: HeatMap): string {
  const chosen = cells.find(({ isChosen }) => isChosen);
  const difference = chosen?.difference ? ` (${chosen.difference} points to ${baseline?.spec.name})` : "";
  const choice =
    chosen === undefined
      ? ""
      : `; chosen on validation ${chosen.at}, ${decimal(chosen.mean, 1)} %${difference}`;
  return `${arm.spec.name}: ${extremesText(cells)}${choice}.`;
}

function figureSpec(panels: readonly HeatMap[]): FigureSpec {
  const isNarrow = panels.every(({ temperatures }) => temperatures.length * cell.width <= narrow);
  return {
    columns: isNarrow ? 2 : 1,
    spacing: 30,
    concat: panels.map(panelSpec),
    resolve: { scale: { color: "independent" } },
  };
}

function panelSpec({ arm, baseline, temperatures, alphas, cells }: HeatMap) {
  const width = Math.min(widest, temperatures.length * cell.width);
  const x = axisOf("temperature", "temperature T", temperatures);
  const y = axisOf("alpha", "α", alphas);
  const missing = temperatures.flatMap((temperature) =>
    alphas
      .filter((alpha) => !cells.some((each) => each.temperature === temperature && each.alpha === alpha))
      .map((alpha) => ({ temperature, alpha, text: none })),
  );
  const accuracies = cells.map((each) => ({ ...each, text: percent(each.mean / 100) }));
  const down = baseline === null ? 0 : 7;
  return {
    width,
    height: alphas.length * cell.height,
    title: panelTitle(arm.spec.name, [], Math.max(width, 200)),
    encoding: { x, y },
    layer: [
      {
        data: { values: accuracies },
        mark: { type: "rect" as const, stroke: "#ffffff" },
        encoding: {
          color: {
            field: "mean",
            type: "quantitative" as const,
            scale: { range: [...fills] },
            legend: null,
          },
        },
      },
      {
        data: { values: cells.filter(({ isChosen }) => isChosen) },
        mark: { type: "rect" as const, filled: false, stroke: "#000000", strokeWidth: 3 },
      },
      textLayer(missing, "text", 13, 0),
      textLayer(accuracies, "text", 13, -down),
      textLayer(accuracies, "difference", 11, down + 2),
    ],
  };
}

function axisOf(field: string, title: string, domain: readonly number[]) {
  return {
    field,
    type: "ordinal" as const,
    scale: { domain: [...domain] },
    axis: { title, labelAngle: 0, ticks: false, domain: false },
  };
}

function textLayer(values: readonly object[], field: string, fontSize: number, dy: number) {
  return {
    data: { values: [...values] },
    mark: { type: "text" as const, fontSize, dy, color: "#000000" },
    encoding: { text: { field, type: "nominal" as const } },
  };
}
