// Rows of two folders side by side: matched by what the studies call them, never by their keys.
import type { Row, StudentRow } from "../results/row.ts";
import { canonicalJson } from "../study/key.ts";
import { missingFrom, pairsBy } from "./pairs.ts";

/** Cells only: rows of students, by experiment, arm, variant and seed. */
export interface CellCounts {
  readonly doneInBoth: number;
  /** Of `doneInBoth`: with equal keys, which name all that a result depends on, and equal metrics. */
  readonly sameResults: number;
  /** Of `doneInBoth`: with equal keys, and yet other metrics. */
  readonly otherNumbers: number;
  readonly doneOnlyInA: number;
  readonly doneOnlyInB: number;
}

export function cellCounts(a: readonly Row[], b: readonly Row[]): CellCounts {
  const [cellsA, cellsB] = [a.filter(isDoneCell), b.filter(isDoneCell)];
  const both = pairsBy(cellsA, cellsB, identityOf);
  const equal = both.filter(([one, other]) => one.key === other.key);
  const same = equal.filter(([one, other]) => isSame(one.metrics, other.metrics));
  return {
    doneInBoth: both.length,
    sameResults: same.length,
    otherNumbers: equal.length - same.length,
    doneOnlyInA: cellsA.length - both.length,
    doneOnlyInB: cellsB.length - both.length,
  };
}

/** Whether both have the same rows and every one says the same; their order does not count. */
export function haveSameRows(a: readonly Row[], b: readonly Row[]): boolean {
  const others = missingFrom(a, b, identityOf);
  const both = pairsBy(a, b, identityOf);
  return others.length === 0 && both.length === a.length && both.every(([one, other]) => isSame(one, other));
}

function isDoneCell(row: Row): row is StudentRow {
  return row.role === "student" && row.state === "done";
}

function identityOf(row: Row): string {
  const { experiment, role, seed } = row;
  if (row.role === "student") return canonicalJson([experiment, role, row.arm, row.variant, seed]);
  return canonicalJson([experiment, role, "teacher" in row ? row.teacher : null, seed]);
}

function isSame(a: unknown, b: unknown): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
