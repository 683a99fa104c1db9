// A student out of its files in the store, as all formats take it.
import { type Dataset, inputSize } from "../data/dataset.ts";
import type { PlannedRow } from "../plan/planned.ts";
import type { Store } from "../store/store.ts";
import { storedWeights } from "../students/stored-weights.ts";
import type { TreeOutput } from "../students/tree/predict.ts";
import { readTreeJson } from "../students/tree/read-tree.ts";
import type { Tree } from "../students/tree/tree.ts";
import type { ExportedNetwork } from "./javascript-network.ts";
import type { ExportedSoftTree } from "./javascript-soft-tree.ts";

/** Kernels, and biases that are float64 where the scaling of features is part of them. */
export type ExportedWeights = readonly (Float32Array | Float64Array)[];

export type StudentRow = Extract<PlannedRow, { role: "student" }>;

export type StoredStudent = {
  readonly inputs: number;
  readonly numClasses: number;
  /** What a byte of the data is divided by; trees take bytes as they are. */
  readonly scale: 1 | 255;
} & (
  | ({ readonly kind: "mlp" } & ExportedNetwork)
  | ({ readonly kind: "soft-tree" } & ExportedSoftTree)
  | { readonly kind: "tree"; readonly tree: Tree; readonly output: TreeOutput }
);

export async function storedStudent(
  store: Store,
  { key, cell: { student } }: StudentRow,
  dataset: Dataset,
): Promise<StoredStudent> {
  const shape = { inputs: inputSize(dataset), numClasses: dataset.numClasses };
  if (student.kind === "tree") {
    const text = (await store.read(key, "tree.json")).toString();
    return { ...shape, kind: "tree", scale: 1, ...readTreeJson(text, `tree.json of ${key}`) };
  }
  const scale = dataset.features.kind === "bytes" ? 255 : 1;
  const weights = await storedWeights(store, key, student, dataset);
  if (student.kind === "mlp") {
    const sizes = [shape.inputs, ...student.hidden, shape.numClasses];
    return { ...shape, kind: "mlp", scale, sizes, activation: student.activation, weights };
  }
  const { depth, inverseTemperature, prediction } = student;
  return { ...shape, kind: "soft-tree", scale, depth, inverseTemperature, prediction, weights };
}
