import { sharedIds } from "./shared.ts";

/** A whole number of vector registers for every row of a product. */
const columnMultiple = 16;

/** Rows of bytes as words of four where the width allows it, so that four dark ones are passed over at once. */
export function wordsOf(values: Uint8Array, width: number) {
  const step = width % 4 === 0 && values.byteOffset % 4 === 0 ? 4 : 1;
  const words = step === 4 ? new Uint32Array(values.buffer, values.byteOffset, values.length / 4) : values;
  return { words, step, rowWords: width / step };
}

/** `[width]`: not 0 for each column of `values` `[*, width]` that is not 0 in one of `rows`; null takes all rows. */
export function litMask(values: Uint8Array, width: number, rows: Uint32Array | null): Uint8Array {
  const { words, step, rowWords } = wordsOf(values, width);
  const seen = step === 4 ? new Uint32Array(rowWords) : new Uint8Array(rowWords);
  const count = rows?.length ?? values.length / width;
  for (let index = 0; index < count; index++) {
    const first = (rows === null ? index : rows[index]!) * rowWords;
    for (let word = 0; word < rowWords; word++) seen[word]! |= words[first + word]!;
  }
  return new Uint8Array(seen.buffer);
}

/**
 * Columns of `values` `[*, width]` that are not 0 in every row, ascending, filled up with the first dark ones to a
 * multiple of 16. null where that leaves nothing out.
 */
export function litColumns(values: Uint8Array, width: number): Uint32Array | null {
  const isLit = litMask(values, width, null);
  const all = Array.from({ length: width }, (_, column) => column);
  const lit = all.filter((column) => isLit[column] !== 0);
  const count = Math.max(1, Math.ceil(lit.length / columnMultiple)) * columnMultiple;
  if (count >= width) return null;
  const filling = all.filter((column) => isLit[column] === 0).slice(0, count - lit.length);
  return sharedIds([...lit, ...filling].sort((a, b) => a - b));
}
