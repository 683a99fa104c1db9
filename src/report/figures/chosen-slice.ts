import { canonicalJson } from "../../study/key.ts";
import type { ArmResults, VariantResults } from "../results.ts";

/** The part of a grid that a figure shows: what is done of the points that have the chosen values in all axes but `free`. */
export function chosenSlice({ variants, chosen }: ArmResults, free: readonly string[]): VariantResults[] {
  if (chosen === null) return [];
  return variants.filter(
    ({ variant, rows }) =>
      rows.length > 0 &&
      Object.entries(variant).every(
        ([axis, value]) =>
          free.includes(axis) || canonicalJson(value) === canonicalJson(chosen.variant[axis] ?? null),
      ),
  );
}
