// Decision boundaries side by side: what the teacher and each student say over the plane, with test points.
import { expandRuns } from "../../data/run-length.ts";
import type { DecisionGrid } from "../../results/row.ts";
import { percent } from "../format.ts";
import { escapeMarkdown } from "../markdown.ts";
import { modelsOf } from "../models.ts";
import type { ExperimentResults } from "../results.ts";
import { type Figure, type FigureSpec, figureOf } from "./figure.ts";
import { firstOf } from "./first-of.ts";
import { classOutlines } from "./outlines.ts";
import { colorAt, colors } from "./palette.ts";
import { panelTitle } from "./panel-title.ts";

const panelWidth = 252;
const mostPanels = 9;
/** Over all panels: more would make the file large, and hide the regions. */
const mostPoints = 660;

const regionColors = ["#fbe3bd", "#c5ddee", "#c3e6db", "#f2dcea"];
const pointColors = ["#b06f00", colors.blue, colors.green, colors.purple];

interface Panel {
  readonly name: string;
  readonly arm: string;
  readonly choice: string;
  readonly accuracy: number;
  readonly grid: DecisionGrid;
}

/** null where no model has a grid (samples of other than two features). */
export async function boundariesFigure(results: ExperimentResults): Promise<Figure | null> {
  const seed = firstSeed(results);
  const { shown: panels, note } = firstOf(panelsOf(results, seed), mostPanels);
  if (panels.length === 0) return null;
  const dataset = results.datasets.find((row) => row.seed === null || row.seed === seed);
  const points = spaced(dataset?.points ?? [], Math.floor(mostPoints / panels.length));
  const seedText = seed === null ? "" : ` of seed ${seed}`;
  const list = panels.map(({ name, accuracy }) => `${name} ${percent(accuracy)} %`).join(", ");
  return figureOf(figureSpec(panels, points), {
    name: `figures/${results.experiment.name}-boundaries.svg`,
    alt: `Decision regions over the plane, one panel a model, with test points. Test accuracies: ${list}.`,
    caption: `Decision boundaries${seedText} with ${points.length} of the test points; the percentages are test accuracies${seedText}. ${escapeMarkdown(list)}.${note}`,
  });
}

/** null where one and the same model serves all seeds. */
function firstSeed(results: ExperimentResults): number | null {
  const seeds = modelsOf(results).flatMap(({ rows }) => rows.flatMap((row) => row.seed ?? []));
  return seeds.length === 0 ? null : Math.min(...seeds);
}

/** A model that has not done the seed shows none: its points would be others. */
function panelsOf(results: ExperimentResults, seed: number | null): Panel[] {
  return modelsOf(results).flatMap(({ name, arm, choice, rows }) => {
    const row = rows.find((candidate) => candidate.seed === null || candidate.seed === seed);
    return row?.decisionGrid == null
      ? []
      : [{ name, arm, choice, accuracy: row.metrics.test.accuracy, grid: row.decisionGrid }];
  });
}

/** At most `most` values, at equal distances. */
function spaced<T>(values: readonly T[], most: number): T[] {
  const step = Math.max(1, values.length / most);
  return Array.from({ length: Math.min(most, values.length) }, (_, i) => values[Math.floor(i * step)]!);
}

type Points = readonly (readonly [number, number, number])[];

function figureSpec(panels: readonly Panel[], points: Points): FigureSpec {
  return { columns: 3, spacing: 14, concat: panels.map((panel, i) => panelSpec(panel, points, i % 3 === 0)) };
}

function panelSpec({ arm, choice, accuracy, grid }: Panel, points: Points, leftmost: boolean) {
  const height = Math.round((panelWidth * (grid.y[1] - grid.y[0])) / (grid.x[1] - grid.x[0]));
  return {
    width: panelWidth,
    height,
    title: panelTitle(arm, [choice, `${percent(accuracy)} % on test`], panelWidth),
    layer: [regionLayer(grid, height), pointLayer(grid, points, leftmost)],
  };
}

function regionLayer(grid: DecisionGrid, height: number) {
  const cells = expandRuns(grid.runs, grid.rows * grid.columns);
  const classes = [...new Set(cells)].sort((a, b) => a - b);
  const [dx, dy] = [panelWidth / grid.columns, height / grid.rows];
  const values = classes.map((value) => ({
    type: "Feature" as const,
    properties: {},
    fill: colorAt(regionColors, value),
    geometry: {
      type: "Polygon" as const,
      coordinates: classOutlines(cells, grid.columns, value).map((ring) =>
        ring.map(([column, row]) => [column * dx, height - row * dy]),
      ),
    },
  }));
  return {
    data: { values },
    projection: { type: "identity" as const, scale: 1, translate: [0, 0] as [number, number] },
    mark: { type: "geoshape" as const, strokeWidth: 0.7 },
    encoding: {
      fill: { field: "fill", type: "nominal" as const, scale: null },
      stroke: { field: "fill", type: "nominal" as const, scale: null },
    },
  };
}

function pointLayer(grid: DecisionGrid, points: Points, leftmost: boolean) {
  const inside = points.filter(([x, y]) => within(x, grid.x) && within(y, grid.y));
  const axis = (domain: readonly [number, number]) => ({
    type: "quantitative" as const,
    scale: { domain: [...domain], nice: false, zero: false },
  });
  return {
    data: { values: inside.map(([x, y, label]) => ({ x, y, color: colorAt(pointColors, label) })) },
    mark: { type: "circle" as const, size: 13, opacity: 1, stroke: "#ffffff", strokeWidth: 0.4 },
    encoding: {
      x: { field: "x", ...axis(grid.x), axis: { title: null, grid: false, tickCount: 5 } },
      y: { field: "y", ...axis(grid.y), axis: leftmost ? { title: null, grid: false, tickCount: 5 } : null },
      color: { field: "color", type: "nominal" as const, scale: null },
    },
  };
}

function within(value: number, [low, high]: readonly [number, number]): boolean {
  return value >= low && value <= high;
}
