// Models by what a prediction of them costs and how often they are right: what a Pareto front is drawn from.
import { mean } from "../numeric/mean.ts";
import type { Cost } from "../results/row.ts";
import { groupBy } from "../study/group-by.ts";
import { hasHardTargets } from "../study/labels.ts";
import { testAccuracies } from "./accuracy-text.ts";
import { chosenOf, validationAccuracy } from "./chosen-variant.ts";
import type { ModelRow } from "./models.ts";
import type { ArmResults, ExperimentResults, VariantResults } from "./results.ts";
import { withVariant } from "./settings.ts";

export type PointKind = "teacher" | "soft labels" | "hard labels" | "control";

/** What costs are compared by. */
export type CostAxis = "bytes" | "multiplyAdds";

export interface CostPoint {
  readonly name: string;
  readonly kind: PointKind;
  /** Means over the rows, as the size of a tree is another one for each seed. */
  readonly bytes: number;
  readonly multiplyAdds: number;
  /** Mean validation accuracy, 0 to 1. */
  readonly validation: number;
  /** Test accuracy of each row, 0 to 1. */
  readonly test: readonly number[];
}

/** The teachers whose cost is known, and every arm: by all points of its grid that differ in cost, else by the chosen one. */
export function costPoints({ teachers, arms }: ExperimentResults): CostPoint[] {
  return [
    ...teachers
      .map(({ spec, rows }) => ({ spec, rows: rows.filter(hasCost) }))
      .filter(({ rows }) => rows.length > 0)
      .map(({ spec, rows }) => pointOf(spec.name, "teacher", rows)),
    ...arms.flatMap((arm) =>
      bestOfEachCost(arm).map(({ variant, rows }) =>
        pointOf(withVariant(arm.spec.name, variant), kindOf(arm), rows),
      ),
    ),
  ];
}

type CostedRow = Pick<ModelRow, "metrics"> & { readonly cost: Cost };

function hasCost<T extends Pick<ModelRow, "cost">>(row: T): row is T & { readonly cost: Cost } {
  return row.cost !== null;
}

/** Of variants of one cost the best on validation. */
function bestOfEachCost({ variants }: ArmResults): VariantResults[] {
  const done = variants.filter(({ rows }) => rows.length > 0);
  const cost = ({ rows }: VariantResults) => `${meanCost(rows, "bytes")} ${meanCost(rows, "multiplyAdds")}`;
  return groupBy(done, cost).flatMap((alike) => chosenOf(alike) ?? []);
}

function kindOf({ spec }: ArmResults): PointKind {
  if (spec.control) return "control";
  return hasHardTargets(spec) ? "hard labels" : "soft labels";
}

function pointOf(name: string, kind: PointKind, rows: readonly CostedRow[]): CostPoint {
  return {
    name,
    kind,
    bytes: meanCost(rows, "bytes"),
    multiplyAdds: meanCost(rows, "multiplyAdds"),
    validation: validationAccuracy({ rows }),
    test: testAccuracies(rows),
  };
}

function meanCost(rows: readonly Pick<CostedRow, "cost">[], axis: CostAxis): number {
  return mean(rows.map((row) => row.cost[axis]));
}

/** Those that no model of the same or a lower cost equals on validation, by cost. The test split has no say. */
export function paretoFront(points: readonly CostPoint[], axis: CostAxis): CostPoint[] {
  const byCost = points.toSorted((a, b) => a[axis] - b[axis] || b.validation - a.validation);
  let best = Number.NEGATIVE_INFINITY;
  return byCost.filter(({ validation }) => {
    const isBetter = validation > best;
    best = Math.max(best, validation);
    return isBetter;
  });
}
