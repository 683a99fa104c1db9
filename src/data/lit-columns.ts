import { sharedIds } from "./shared.ts";

/** A whole number of vector registers for every row of a product. */
const columnMultiple = 16;

/**
 * Columns of `values` `[*, width]` that are not 0 in every row, ascending, filled up with the first dark ones to a
 * multiple of 16. null where that leaves nothing out.
 */
export function litColumns(values: Uint8Array, width: number): Uint32Array | null {
  const isLit = new Uint8Array(width);
  for (let row = 0; row < values.length; row += width) {
    for (let column = 0; column < width; column++) isLit[column]! |= values[row + column]!;
  }
  const all = Array.from({ length: width }, (_, column) => column);
  const lit = all.filter((column) => isLit[column] !== 0);
  const count = Math.max(1, Math.ceil(lit.length / columnMultiple)) * columnMultiple;
  if (count >= width) return null;
  const filling = all.filter((column) => isLit[column] === 0).slice(0, count - lit.length);
  return sharedIds([...lit, ...filling].sort((a, b) => a - b));
}
