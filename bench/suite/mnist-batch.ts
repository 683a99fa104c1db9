import { stream } from "../../src/random/stream.ts";
import type { TrainingBatch } from "../../src/students/stack.ts";
import { type Batch, epochBatches, oneHotLabels, transposed } from "../../src/training/batches.ts";
import { featureReader } from "../../src/training/lit-features.ts";
import { seedMnist } from "./seed-study.ts";

export const studentSizes = [784, 10, 10, 10];
const rows = 128;

export interface MnistInput {
  readonly batch: TrainingBatch;
  readonly columns: Uint32Array | null;
}

/** The first batch of MNIST; the teacher's logits are random. */
export async function mnistInput(): Promise<MnistInput> {
  const { dataset } = await seedMnist();
  const [{ ids }] = epochBatches(dataset.splits.train, rows, 1, 1) as [Batch];
  const { normal } = stream(1, "teacher");
  const batch = {
    rows,
    features: featureReader(dataset)(ids),
    labels: transposed(oneHotLabels(dataset.labels, dataset.numClasses, ids), dataset.numClasses),
    teacherLogits: Float32Array.from({ length: dataset.numClasses * rows }, () => 5 * normal()),
  };
  return { batch, columns: dataset.columns };
}
