// The weights of a student that was trained by gradients, out of its files in the store.

import { type Dataset, inputSize } from "../data/dataset.ts";
import { floatsOfBytes } from "../formats/floats-of-bytes.ts";
import { readWeights } from "../formats/layers-model.ts";
import { readNpy } from "../formats/npy.ts";
import type { Store } from "../store/store.ts";
import type { NetworkStudentSpec } from "../study/schema.ts";
import { transposed } from "../training/batches.ts";
import { UserError } from "../user-error.ts";
import type { LaneWeights } from "./lane-weights.ts";
import { mlpLayers } from "./mlp-layers.ts";
import { innerNodesOf, leavesOf } from "./soft-tree-weights.ts";

/** In the order that a stack takes them. */
export async function storedWeights(
  store: Store,
  key: string,
  spec: NetworkStudentSpec,
  dataset: Dataset,
): Promise<LaneWeights> {
  if (spec.kind === "mlp") {
    const values = floatsOf(await store.read(key, "weights.bin"));
    return readWeights(values, [inputSize(dataset)], mlpLayers(spec, dataset.numClasses));
  }
  const values = async (name: string, rows: number, columns: number) =>
    shapedValues(await store.read(key, name), name, rows, columns);
  const [inputs, inner] = [inputSize(dataset), innerNodesOf(spec.depth)];
  const filters = await values("filters.npy", inner, inputs); // a row is one inner node's
  const leaves = await values("leaves.npy", leavesOf(spec.depth), dataset.numClasses);
  return [transposed(filters, inputs), await values("biases.npy", inner, 1), leaves];
}

/** Of a matrix that must have this shape. @throws UserError */
export function shapedValues(bytes: Buffer, name: string, rows: number, columns: number): Float32Array {
  const matrix = readNpy(bytes);
  if (matrix.rows === rows && matrix.columns === columns) return matrix.values;
  throw new UserError(
    `Expected ${rows} x ${columns} numbers in ${name}, got ${matrix.rows} x ${matrix.columns}.`,
  );
}

/** @throws UserError */
export function floatsOf(bytes: Buffer): Float32Array {
  if (bytes.length % Float32Array.BYTES_PER_ELEMENT !== 0) {
    throw new UserError(
      `Expected 32-bit numbers in weights.bin, got ${bytes.length} bytes, which are no multiple of 4.`,
    );
  }
  return floatsOfBytes(bytes);
}
