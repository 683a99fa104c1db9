import { type Dataset, inputSize } from "../data/dataset.ts";
import { planeGrid } from "../data/plane-grid.ts";
import { runLength } from "../data/run-length.ts";
import { argmax } from "../numeric/argmax.ts";
import type { DecisionGrid } from "../results/row.ts";

/** The points whose classes make the picture of a decision boundary; none unless a sample is a point of the plane. */
export function gridPoints(dataset: Dataset): Float32Array {
  const isPlane = dataset.features.kind === "floats" && inputSize(dataset) === 2;
  return isPlane ? planeGrid().points : new Float32Array(0);
}

/** `scores`: `[points, classes]` for `gridPoints`; empty where there are none. */
export function decisionGrid(scores: Float32Array, numClasses: number): DecisionGrid | null {
  if (scores.length === 0) return null;
  const { x, y, columns, rows } = planeGrid();
  const classes = Array.from({ length: columns * rows }, (_, point) =>
    argmax(scores, point * numClasses, numClasses),
  );
  return { x, y, columns, rows, runs: runLength(classes) };
}
