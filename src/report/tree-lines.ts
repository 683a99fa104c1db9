// Trees of one arm that differ in how far they may grow: a line of a figure, in the order of their grid.
import type { Variant } from "../results/row.ts";
import { axesOf } from "../study/grid.ts";
import { groupBy } from "../study/group-by.ts";
import { canonicalJson } from "../study/key.ts";
import type { ArmResults, ExperimentResults, VariantResults } from "./results.ts";
import { variantText } from "./settings.ts";

/** Axes along which a tree grows. */
export const sizeAxes = ["maxDepth", "maxLeaves"] as const;
export type SizeAxis = (typeof sizeAxes)[number];

export interface TreeLine {
  readonly arm: ArmResults;
  readonly axis: SizeAxis;
  /** The other values of its grid: "T = 2"; empty without any. */
  readonly text: string;
  /** Those of which something is done. */
  readonly variants: readonly VariantResults[];
}

export function treeLines({ arms }: ExperimentResults): TreeLine[] {
  return arms.filter(({ spec }) => spec.kind === "tree").flatMap(linesOfArm);
}

function linesOfArm(arm: ArmResults): TreeLine[] {
  const names = axesOf(arm.spec).map(({ name }) => name);
  const axis = sizeAxes.find((size) => names.includes(size));
  if (axis === undefined) return [];
  const done = arm.variants.filter(({ rows }) => rows.length > 0);
  return groupBy(done, ({ variant }) => canonicalJson(without(variant, axis))).map((variants) => ({
    arm,
    axis,
    text: variantText(without(variants[0]!.variant, axis)),
    variants,
  }));
}

function without(variant: Variant, axis: SizeAxis): Variant {
  return Object.fromEntries(Object.entries(variant).filter(([name]) => name !== axis));
}
