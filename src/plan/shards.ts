import type { ShardRange } from "../soft-labels/label-shard.ts";

/**
 * Of fixed size, so that a shard's key does not depend on the number of workers: MNIST's 60,000 images are eight. A
 * smaller one would load the teacher and repeat its first rows more often.
 */
const shardRows = 7500;

/** Consecutive ranges that cover `0 .. rows - 1`. */
export function shardRanges(rows: number): ShardRange[] {
  return Array.from({ length: Math.ceil(rows / shardRows) }, (_, index) => {
    const first = index * shardRows;
    return { first, count: Math.min(shardRows, rows - first) };
  });
}
