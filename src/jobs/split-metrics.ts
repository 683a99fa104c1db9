import type { Dataset } from "../data/dataset.ts";
import { classificationMetrics } from "../metrics/classification.ts";
import type { Metrics } from "../results/row.ts";
import { gatherRows } from "../training/batches.ts";

/** Metrics on validation and test. `teacherLogits` `[all samples, classes]`; null without a teacher. */
export function splitMetrics(
  dataset: Dataset,
  logits: { readonly validationLogits: Float32Array; readonly testLogits: Float32Array },
  teacherLogits: Float32Array | null,
): { readonly validation: Metrics; readonly test: Metrics } {
  const { numClasses } = dataset;
  const of = (ids: Uint32Array, ofSplit: Float32Array) =>
    classificationMetrics({
      logits: ofSplit,
      labels: Uint8Array.from(ids, (id) => dataset.labels[id]!),
      numClasses,
      teacherLogits: teacherLogits && gatherRows(teacherLogits, numClasses, ids),
    });
  return {
    validation: of(dataset.splits.validation, logits.validationLogits),
    test: of(dataset.splits.test, logits.testLogits),
  };
}
