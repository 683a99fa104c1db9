// The part of the report that belongs to one experiment: its data, figures, comparisons point by point, grids,
// controls, and tables of every model.
import type { DatasetRow } from "../results/row.ts";
import { bayesAccuracy } from "./answers.ts";
import { renderConfusion } from "./confusion-table.ts";
import { renderControls } from "./controls.ts";
import { renderCostTable } from "./cost-table.ts";
import type { Figure } from "./figures/figure.ts";
import { decimal, percent } from "./format.ts";
import { renderGridTables } from "./grid-table.ts";
import { renderLeftOutTable } from "./left-out-table.ts";
import { blocks, escapeMarkdown } from "./markdown.ts";
import { renderMcNemarTable } from "./mcnemar-table.ts";
import { modelsOf } from "./models.ts";
import { named } from "./named.ts";
import { renderPointTables } from "./point-table.ts";
import { renderQualityTable } from "./quality-table.ts";
import type { ExperimentResults } from "./results.ts";
import { renderTunedTable } from "./tuned-table.ts";

export function renderExperiment(results: ExperimentResults, figures: readonly Figure[]): string {
  const title = `## ${escapeMarkdown(results.title)}`;
  if (modelsOf(results).length === 0) {
    return blocks([title, dataText(results), "Nothing of this experiment is done yet."]);
  }
  return blocks([
    title,
    dataText(results),
    ...figures.map(figureBlock),
    section("Point by point", renderPointTables(results)),
    section("Grids", renderGridTables(results)),
    section("Classes left out of training", renderLeftOutTable(results)),
    section("Controls", renderControls(results)),
    "### Every model",
    renderQualityTable(results),
    renderCostTable(results),
    renderTunedTable(results),
    renderMcNemarTable(results),
    renderConfusion(results),
  ]);
}

/** Nothing where there is nothing to say. */
function section(title: string, body: string): string {
  return body === "" ? "" : blocks([`### ${title}`, body]);
}

function figureBlock({ name, alt, caption }: Figure): string {
  return `![${escapeMarkdown(alt)}](${name})\n\n*${caption}*`;
}

function dataText(results: ExperimentResults): string {
  const { dataset } = results.experiment;
  const row = results.datasets[0];
  if (row === undefined) return `Data: ${dataset.name}.`;
  const { train, validation, test } = row.splits;
  const sizes = `${decimal(train, 0)} samples for training, ${decimal(validation, 0)} for validation, ${decimal(test, 0)} for test`;
  const noise = dataset.name === "moons" ? ` with noise ${dataset.noise}` : "";
  const own = dataset.name === "moons" ? "draws its own points" : "holds out its own samples for validation";
  const drawn = row.seed === null ? "" : `; every seed ${own}`;
  const bayes = bayesAccuracy(results);
  const limit =
    bayes === null ? "" : ` The best possible classifier (Bayes) has an accuracy of ${percent(bayes)} %.`;
  return `Data: ${dataset.name}${noise}: ${sizes}; ${classesText(row)}${drawn}.${limit}`;
}

/** Names that a page has room for. */
const mostNames = 20;

/** "3 classes (0 high, 1 low, 2 mid), told by temp and flow rate", where there are names. */
function classesText({ numClasses, names }: DatasetRow): string {
  const count = `${numClasses} classes`;
  if (names === undefined) return count;
  const classes = names.classes.map((name, label) => `${label} ${escapeMarkdown(name)}`);
  const features = names.features.map(escapeMarkdown);
  return `${count} (${named(classes, mostNames)}), features ${named(features, mostNames)}`;
}
