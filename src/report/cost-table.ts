import type { Cost } from "../results/row.ts";
import { titledTable } from "./folded.ts";
import { decimal, none, spread } from "./format.ts";
import { type Column, escapeMarkdown, markdownTable } from "./markdown.ts";
import { type Model, type ModelRow, modelsOf } from "./models.ts";
import type { ExperimentResults } from "./results.ts";

/** What one prediction of each model costs, and how long it was trained. */
export function renderCostTable(results: ExperimentResults): string {
  const models = modelsOf(results);
  const trees = models.some(({ rows }) => rows.some(({ tree }) => tree !== null));
  const shown = trees ? [...columns, ...treeColumns] : columns;
  const table = markdownTable(
    shown,
    models.map((model) => [...cellsOf(model), ...(trees ? treeCells(model) : [])]),
  );
  return titledTable("Cost of one prediction", "With the epoch whose weights were kept.", table);
}

const columns: readonly Column[] = [
  { title: "Model" },
  { title: "Parameters", align: "right" },
  { title: "Bytes", align: "right" },
  { title: "Multiply-adds", align: "right" },
  { title: "Epoch kept", align: "right" },
];
const treeColumns: readonly Column[] = [
  { title: "Leaves", align: "right" },
  { title: "Depth", align: "right" },
];

function cellsOf({ name, rows }: Model): string[] {
  const epochs = rows.map(({ keptEpoch }) => keptEpoch).filter((epoch) => epoch !== null);
  return [
    escapeMarkdown(name),
    over(rows, (cost) => cost.parameters),
    over(rows, (cost) => cost.bytes),
    over(rows, (cost) => cost.multiplyAdds),
    epochs.length === 0 ? none : whole(epochs),
  ];
}

function treeCells({ rows }: Model): string[] {
  const trees = rows.flatMap(({ tree }) => (tree === null ? [] : [tree]));
  if (trees.length === 0) return [none, none];
  return [whole(trees.map(({ leaves }) => leaves)), whole(trees.map(({ depth }) => depth))];
}

/** Of the rows of which it is known. */
function over(rows: readonly ModelRow[], value: (cost: Cost) => number): string {
  const costs = rows.flatMap(({ cost }) => (cost === null ? [] : [value(cost)]));
  return costs.length === 0 ? none : whole(costs);
}

/** Counts that are the same for every seed stay whole. */
function whole(values: readonly number[]): string {
  return new Set(values).size === 1 ? decimal(values[0]!, 0) : spread(values);
}
