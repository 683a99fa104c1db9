import { type Dataset, inputSize } from "../data/dataset.ts";
import { argmax } from "../numeric/argmax.ts";
import { softmax } from "../numeric/softmax.ts";
import type { Example } from "../results/row.ts";

/** Sure enough to be right, unsure enough to show what else it sees. */
const topShare = { least: 0.6, most: 0.9 } as const;

/**
 * The rightly labelled validation image to whose second class the teacher gives most, its first having 60 to 90 %;
 * null unless samples are images and one is so.
 */
export function instructiveExample(dataset: Dataset, logits: Float32Array): Example | null {
  const { features, numClasses, labels, inputShape } = dataset;
  if (features.kind !== "bytes") return null;
  const rowOf = (id: number) => logits.subarray(id * numClasses, (id + 1) * numClasses);
  let sampleId = -1;
  let most = Number.NEGATIVE_INFINITY;
  for (const id of dataset.splits.validation) {
    if (argmax(rowOf(id)) !== labels[id]) continue;
    const [first = 0, second = 0] = softmax(rowOf(id)).sort().reverse();
    if (!(first >= topShare.least && first <= topShare.most)) continue;
    if (second > most) [sampleId, most] = [id, second];
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
