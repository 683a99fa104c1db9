import { type Dataset, transferSize } from "../data/dataset.ts";
import type { SoftLabelsSummary } from "../results/summary.ts";
import { instructiveExample } from "./example.ts";

/** `logits` `[transferSize, classes]`; `shards`: 0 for labels that were made whole. */
export function softLabelsSummary(
  dataset: Dataset,
  logits: Float32Array,
  from: Pick<SoftLabelsSummary, "teacherKey" | "shards" | "accuracy">,
): SoftLabelsSummary {
  const { teacherKey, shards, accuracy } = from;
  return {
    teacherKey,
    dataHash: dataset.hash,
    rows: transferSize(dataset),
    shards,
    accuracy,
    example: instructiveExample(dataset, logits),
  };
}
