// Which trees are drawn: one an arm, of the first seed of which there is any.
import type { StudentRow } from "../../results/row.ts";
import type { ArmResults } from "../results.ts";

export interface DrawnTree<T> {
  readonly row: StudentRow;
  readonly tree: T;
}

export interface DrawnTrees<T> {
  readonly seed: number;
  /** In the order of the arms. */
  readonly trees: readonly DrawnTree<T>[];
}

/**
 * Of each arm the deepest tree over all variants, and of equally deep ones the best on validation; an arm that has not done
 * the seed shows none. `treeOf` is null for what there is no room for.
 */
export function drawnTrees<T>(
  arms: readonly ArmResults[],
  treeOf: (row: StudentRow) => T | null,
  depthOf: (tree: T) => number,
): DrawnTrees<T> {
  const ofArms = arms.map(({ variants }) =>
    variants.flatMap(({ everySeed }) => everySeed.flatMap((row) => drawnTree(row, treeOf(row)))),
  );
  const seed = Math.min(...ofArms.flat().map(({ row }) => row.seed));
  const trees = ofArms.flatMap((all) =>
    all
      .filter(({ row }) => row.seed === seed)
      .sort((a, b) => depthOf(b.tree) - depthOf(a.tree) || validation(b.row) - validation(a.row))
      .slice(0, 1),
  );
  return { seed, trees };
}

function drawnTree<T>(row: StudentRow, tree: T | null): DrawnTree<T>[] {
  return tree === null ? [] : [{ row, tree }];
}

const validation = ({ metrics }: StudentRow) => metrics.validation.accuracy;
