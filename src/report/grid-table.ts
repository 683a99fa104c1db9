// The complete grid of an arm: the last axis that is short enough makes the columns, the others the rows.
import { mean } from "../numeric/mean.ts";
import { standardDeviation } from "../numeric/standard-deviation.ts";
import type { StudentRow, Variant } from "../results/row.ts";
import { type Axis, axesOf, tunedAxesOf, variantsOf } from "../study/grid.ts";
import { canonicalJson } from "../study/key.ts";
import { isLong, titledTable } from "./folded.ts";
import { decimal, none } from "./format.ts";
import { blocks, type Column, details, escapeMarkdown, markdownTable } from "./markdown.ts";
import type { ArmResults, ExperimentResults, VariantResults } from "./results.ts";
import { axisText } from "./settings.ts";

/** More columns than this would not be read; then every point of the grid has a row of its own. */
const mostColumns = 10;

type Split = "test" | "validation";

/** Where the choice is made, two means that differ must look different. */
const decimals: Readonly<Record<Split, number>> = { test: 1, validation: 2 };

/** More grids than these are for the reader to open. */
const mostGrids = 4;

/** Those of every arm that has one and is done. */
export function renderGridTables({ arms }: ExperimentResults): string {
  const withGrid = arms.filter(({ spec, chosen }) => axesOf(spec).length > 0 && chosen !== null);
  return blocks(withGrid.map((arm) => gridTables(arm, withGrid.length > mostGrids)));
}

function gridTables(arm: ArmResults, isOneOfMany: boolean): string {
  const title = `${arm.spec.name}: the complete grid`;
  const tuned =
    tunedAxesOf(arm.spec).length > 0 ? " Each point with what was tuned for it on validation." : "";
  const text = `Test accuracy in %, mean (sd) over the seeds; bold: chosen on validation.${tuned}`;
  const table = gridTable(arm, "test");
  const isFolded = isOneOfMany || isLong(table);
  return blocks([
    isFolded ? details(title, blocks([text, table])) : titledTable(escapeMarkdown(title), text, table),
    details(`${title} on validation, where the choice is made`, gridTable(arm, "validation")),
  ]);
}

function gridTable(arm: ArmResults, split: Split): string {
  const axes = axesOf(arm.spec);
  const short = axes.length > 1 ? axes.findLast(({ values }) => values.length <= mostColumns) : undefined;
  const across = short ?? null;
  const down = axes.filter((axis) => axis !== across);
  const lookup = new Map(arm.variants.map((results) => [canonicalJson(results.variant), results]));
  const seeds = Math.max(...arm.variants.map(({ rows }) => rows.length));
  const rows = variantsOf(down).map((variant) => [
    ...down.map(({ name }) => axisText(name, variant[name]!)),
    ...acrossVariants(variant, across).map((full) => {
      const results = lookup.get(canonicalJson(full));
      return cell(results, split, seeds, results === arm.chosen);
    }),
  ]);
  return markdownTable(columnsOf(down, across), rows);
}

function acrossVariants(variant: Variant, across: Axis | null): Variant[] {
  if (across === null) return [variant];
  return across.values.map((value) => ({ ...variant, [across.name]: value }));
}

function columnsOf(down: readonly Axis[], across: Axis | null): Column[] {
  const values = across === null ? ["accuracy"] : across.values.map((value) => axisText(across.name, value));
  return [...down.map(() => ({ title: "" })), ...values.map((title) => ({ title, align: "right" as const }))];
}

function cell(results: VariantResults | undefined, split: Split, seeds: number, chosen: boolean): string {
  if (results === undefined || results.rows.length === 0) return none;
  const few = results.rows.length < seeds ? `, n = ${results.rows.length}` : "";
  const text = `${meanAndSd(results.rows, split)}${few}`;
  return chosen ? `**${text}**` : text;
}

function meanAndSd(rows: readonly StudentRow[], split: Split): string {
  const values = rows.map((row) => 100 * row.metrics[split].accuracy);
  const sd = standardDeviation(values);
  const center = decimal(mean(values), decimals[split]);
  return Number.isNaN(sd) ? center : `${center} (${decimal(sd, decimals[split])})`;
}
