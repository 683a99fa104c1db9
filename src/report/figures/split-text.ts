import type { DrawnNode } from "../../results/row.ts";
import { decimal } from "../format.ts";

export type DrawnSplit = Extract<DrawnNode, { left: DrawnNode }>;

/**
 * What a split asks, in the data's terms, as lines of text; what meets it goes to the left. Of an image the row and column of a
 * pixel, counted from 0. `hasBytes`: features are known to be whole numbers.
 */
export function splitText(
  { feature, threshold }: Pick<DrawnSplit, "feature" | "threshold">,
  shape: readonly number[],
  hasBytes: boolean,
): string[] {
  const [height, width, channels = 1] = shape;
  if (height !== undefined && width !== undefined) {
    const pixel = Math.floor(feature / channels);
    const channel = channels === 1 ? "" : `channel ${feature % channels} `;
    const place = `row ${Math.floor(pixel / width)}, column ${pixel % width}`;
    // Between two bytes the lower one still goes to the left.
    return [place, `${channel}≤ ${hasBytes ? Math.floor(threshold) : significant(threshold)}`];
  }
  return [`${featureName(feature, height)} ≤ ${significant(threshold)}`];
}

function featureName(feature: number, features: number | undefined): string {
  return features === 2 ? ["x", "y"][feature]! : `feature ${feature}`;
}

/** Two decimals, and of small numbers two digits. */
function significant(value: number): string {
  const size = Math.abs(value);
  if (size >= 0.1 || size === 0) return trimmed(decimal(value, 2));
  return size >= 1e-4 ? trimmed(decimal(value, 1 - Math.floor(Math.log10(size)))) : value.toExponential(1);
}

const trimmed = (text: string) => text.replace(/\.?0+$/, "");
