// A dataset with a grid stands for several: its experiment becomes one for each combination of its values.
import type { Variant } from "../results/row.ts";
import { axisWords } from "./axis-words.ts";
import { axesIn, productOf, variantsOf } from "./grid.ts";
import type { DatasetSpec, Experiment } from "./schema.ts";

const datasetAxisNames = ["trainLimit", "validation", "splitSeed", "n", "noise", "seed"] as const;

/** Itself without a grid. */
export function experimentsOfGrid(experiment: Experiment): Experiment[] {
  const { grid, ...single } = experiment.dataset;
  if (grid === undefined) return [experiment];
  return variantsOf(axesIn(grid, datasetAxisNames)).map((variant) => ({
    ...experiment,
    name: `${experiment.name}-${variantFolder(variant)}`,
    title: `${experiment.title ?? experiment.name} (${variantTitle(variant)})`,
    dataset: { ...single, ...variant } as DatasetSpec,
  }));
}

/** Number of experiments that its grid makes of one, without making them. */
export function experimentCount({ dataset }: Experiment): number {
  return productOf(axesIn(dataset.grid, datasetAxisNames));
}

/** `noise-0-3-n-500`, of letters that the name of a folder may have. */
function variantFolder(variant: Variant): string {
  const values = Object.entries(variant).map(
    ([axis, value]) => `${axisWords(axis).replaceAll(" ", "-")}-${String(value).replaceAll(".", "-")}`,
  );
  return values.join("-");
}

/** `noise 0.3, n 500` */
function variantTitle(variant: Variant): string {
  return Object.entries(variant)
    .map(([axis, value]) => `${axisWords(axis)} ${value}`)
    .join(", ");
}
