import type { StudentSpec } from "../../study/schema.ts";
import { colorAt, labelColors, labelWarmth } from "./palette.ts";

export interface LineStyle {
  readonly color: string;
  /** Pixels drawn and left out, in turn. */
  readonly dash: readonly number[];
}

const dashes = [
  [1, 0],
  [6, 3],
  [2, 3],
] as const;

/** Hard labels are warm, soft ones cool; of lines of one colour the later ones are dashed. */
export function lineStyles(specs: readonly StudentSpec[]): LineStyle[] {
  return specs.map((spec, index) => {
    const warmth = labelWarmth(spec);
    const place = specs.slice(0, index).filter((earlier) => labelWarmth(earlier) === warmth).length;
    const round = Math.floor(place / labelColors[warmth].length);
    return {
      color: colorAt(labelColors[warmth], place),
      dash: dashes[Math.min(round, dashes.length - 1)]!,
    };
  });
}
