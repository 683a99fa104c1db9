// The weights of a student that was trained by gradients, out of its files in the store.
import { type Dataset, inputSize } from "../data/dataset.ts";
import { readWeights } from "../formats/layers-model.ts";
import { readNpy } from "../formats/npy.ts";
import type { Store } from "../store/store.ts";
import type { NetworkStudentSpec } from "../study/schema.ts";
import { transposed } from "../training/batches.ts";
import type { LaneWeights } from "./lane-weights.ts";
import { mlpLayers } from "./mlp-layers.ts";

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
  const values = async (name: string) => readNpy(await store.read(key, name)).values;
  const filters = await values("filters.npy"); // a row is one inner node's
  return [transposed(filters, inputSize(dataset)), await values("biases.npy"), await values("leaves.npy")];
}

/** A copy: a view would need the offset to be a multiple of 4. */
export function floatsOf(bytes: Buffer): Float32Array {
  const values = new Float32Array(bytes.length / Float32Array.BYTES_PER_ELEMENT);
  new Uint8Array(values.buffer).set(bytes);
  return values;
}
