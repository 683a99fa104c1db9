// cost.md beside the report: what a prediction costs on this machine. The times lie in timings.jsonl, for they change from
// run to run; rows and report know nothing of them.
import { join } from "node:path";
import type { EngineName } from "../engine/engine.ts";
import { type CostLine, costJob } from "../results/cost-line.ts";
import type { Row } from "../results/row.ts";
import { mergeTimings, readTimings } from "../results/timings.ts";
import { writeText } from "../results/write-text.ts";
import type { Study } from "../study/schema.ts";
import { type MeasuredModel, type MeasuredModels, measuredModels } from "./measured-models.ts";
import { renderCost } from "./render-cost.ts";

export interface CostOptions {
  readonly study: Study;
  readonly rows: readonly Row[];
  /** Whether the run has made anything: else times that are there are kept. */
  readonly isNew: boolean;
  readonly engines: readonly EngineName[];
  /** null: interrupted. */
  readonly measure: (models: readonly MeasuredModel[]) => Promise<readonly CostLine[] | null>;
}

/** Nothing where nothing was made. */
export async function writeCost(folder: string, options: CostOptions): Promise<void> {
  const { study, rows, isNew, engines, measure } = options;
  const found = measuredModels(study, rows);
  if (found.models.length === 0) return;
  const path = join(folder, "timings.jsonl");
  const known = await costLines(path, found);
  const isWhole = linesOf(found, engines).every((job) => known.some((line) => line.job === job));
  if (isNew || !isWhole) {
    const measured = await measure(found.models);
    if (measured === null) return;
    await mergeTimings(path, measured);
  }
  await writeText(join(folder, "cost.md"), renderCost(study, found, await costLines(path, found)));
}

/** Names of the lines that a measurement gives. */
function linesOf({ models }: MeasuredModels, engines: readonly EngineName[]): string[] {
  return models.flatMap(({ architecture, spec }) =>
    (spec.kind === "tree" ? [null] : engines).map((engine) => costJob(architecture, engine)),
  );
}

async function costLines(path: string, { models }: MeasuredModels): Promise<CostLine[]> {
  const wanted = new Set(models.map(({ architecture }) => architecture));
  const lines = await readTimings(path);
  return lines.filter((line) => line.kind === "measure-cost").filter((line) => wanted.has(line.architecture));
}
