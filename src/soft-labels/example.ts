import { type Dataset, inputSize } from "../data/dataset.ts";
import { argmax } from "../numeric/argmax.ts";
import { entropy } from "../numeric/entropy.ts";
import { softmax } from "../numeric/softmax.ts";
import type { Example } from "../results/row.ts";

/** The rightly labelled validation image about which the teacher is least sure; null unless samples are images. */
export function instructiveExample(dataset: Dataset, logits: Float32Array): Example | null {
  const { features, numClasses, labels, inputShape } = dataset;
  if (features.kind !== "bytes") return null;
  const rowOf = (id: number) => logits.subarray(id * numClasses, (id + 1) * numClasses);
  let sampleId = -1;
  let most = Number.NEGATIVE_INFINITY;
  for (const id of dataset.splits.validation) {
    if (argmax(rowOf(id)) !== labels[id]) continue;
    const uncertainty = entropy(softmax(rowOf(id)));
    if (uncertainty > most) [sampleId, most] = [id, uncertainty];
  }
  if (sampleId < 0) return null;
  const size = inputSize(dataset);
  const pixels = features.values.subarray(sampleId * size, (sampleId + 1) * size);
  return {
    sampleId,
    label: labels[sampleId]!,
    shape: inputShape,
    pixelsBase64: Buffer.from(pixels).toString("base64"),
    logits: Array.from(rowOf(sampleId)),
  };
}
