// The identity of a dataset: what every key of a result is made from. The name is left out on purpose: the same
// samples under another name give the same results.
import { createHash, type Hash } from "node:crypto";
import type { Dataset } from "./dataset.ts";

const formatVersion = 1;

/**
 * SHA-256 (hex) over a header and the raw arrays one after another. The header states each length, so no two
 * datasets give the same bytes. Arrays are hashed as they lie in memory, little-endian on every CPU that Node runs
 * TensorFlow on.
 */
export function datasetHash(
  dataset: Omit<Dataset, "hash" | "name" | "columns" | "fileRows" | "schema">,
): string {
  const { features, labels, splits } = dataset;
  const header = {
    formatVersion,
    inputShape: dataset.inputShape,
    numClasses: dataset.numClasses,
    features: [features.kind, features.values.length],
    labels: labels.length,
    splits: [splits.train.length, splits.validation.length, splits.test.length],
  };
  const hash = createHash("sha256").update(`${JSON.stringify(header)}\n`);
  for (const array of [features.values, labels, splits.train, splits.validation, splits.test]) {
    update(hash, array);
  }
  return hash.digest("hex");
}

function update(hash: Hash, array: Uint8Array | Uint32Array | Float32Array): void {
  hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
}
