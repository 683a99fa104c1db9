import type { Dataset, SplitName } from "../data/dataset.ts";
import { classificationMetrics, teacherPredictions } from "../metrics/classification.ts";
import type { BothMetrics, Metrics, TestMetrics } from "../results/row.ts";
import { gatherRows } from "../training/batches.ts";

/** Logits of a split's samples, row-major; with `rows` a sample's own row among fewer. */
export interface SplitLogits {
  readonly logits: Float32Array;
  readonly rows: Uint32Array | null;
}

export type JudgedSplits = Readonly<Record<"validation" | "test", SplitLogits>>;

/**
 * Metrics on validation and test, for many models of one dataset: what depends on the data and its teacher alone is made
 * once. `teacherLogits` `[all samples, classes]`; null without a teacher.
 */
export function splitJudge(
  dataset: Dataset,
  teacherLogits: Float32Array | null,
): (model: JudgedSplits) => BothMetrics {
  const { numClasses } = dataset;
  const judgeOf = (split: SplitName) => {
    const ids = dataset.splits[split];
    const labels = Uint8Array.from(ids, (id) => dataset.labels[id]!);
    const teacher =
      teacherLogits && teacherPredictions(gatherRows(teacherLogits, numClasses, ids), numClasses);
    return (own: SplitLogits) => classificationMetrics({ ...own, labels, numClasses, teacher });
  };
  const [validation, test] = [judgeOf("validation"), judgeOf("test")];
  return (model) => ({ validation: averages(validation(model.validation)), test: test(model.test) });
}

/** Choices are made by these; what else the test split tells is for figures and tests of significance. */
function averages({
  confusion: _confusion,
  reliability: _reliability,
  wrong: _wrong,
  ...metrics
}: TestMetrics): Metrics {
  return metrics;
}

/** Of models that give every sample logits of its own. */
export function sampleLogits(trained: {
  readonly validationLogits: Float32Array;
  readonly testLogits: Float32Array;
}): JudgedSplits {
  return {
    validation: { logits: trained.validationLogits, rows: null },
    test: { logits: trained.testLogits, rows: null },
  };
}
