import type { ShardRange } from "../soft-labels/label-shard.ts";

/** Of fixed size, so that a shard's key does not depend on the number of workers. */
const shardRows = 5000;

/** Consecutive ranges that cover `0 .. rows - 1`. */
export function shardRanges(rows: number): ShardRange[] {
  return Array.from({ length: Math.ceil(rows / shardRows) }, (_, index) => {
    const first = index * shardRows;
    return { first, count: Math.min(shardRows, rows - first) };
  });
}
