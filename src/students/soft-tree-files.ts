// How a soft decision tree is stored: arrays that NumPy reads, and the rest as JSON. A row of filters.npy is one inner
// node's filter, so that it can be looked at as an image; nodes and leaves are numbered as in soft-tree-weights.ts.
import { npyBytes } from "../formats/npy.ts";
import type { ArtefactFile } from "../store/store.ts";
import type { SoftTreeStudentSpec } from "../study/schema.ts";
import { transposed } from "../training/batches.ts";
import type { LaneWeights } from "./lane-weights.ts";
import { innerNodesOf, leavesOf } from "./soft-tree-weights.ts";

const formatVersion = 1;

export function softTreeFiles(
  { depth, inverseTemperature, prediction }: SoftTreeStudentSpec,
  inputs: number,
  numClasses: number,
  [filters, biases, leaves]: LaneWeights,
): ArtefactFile[] {
  const inner = innerNodesOf(depth);
  const arrays = [
    { name: "filters", rows: inner, columns: inputs, values: transposed(filters!, inner) },
    { name: "biases", rows: inner, columns: 1, values: biases! },
    { name: "leaves", rows: leavesOf(depth), columns: numClasses, values: leaves! },
  ];
  const shapes = Object.fromEntries(arrays.map(({ name, rows, columns }) => [name, [rows, columns]]));
  const description = { formatVersion, depth, inverseTemperature, prediction, shapes };
  return [
    { name: "soft-tree.json", bytes: Buffer.from(JSON.stringify(description)) },
    ...arrays.map(({ name, ...matrix }) => ({ name: `${name}.npy`, bytes: npyBytes(matrix) })),
  ];
}
