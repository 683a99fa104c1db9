// A teacher whose logits are there at once, for every sample: its artefact and that of its soft labels.

import type { Dataset } from "../data/dataset.ts";
import { npyBytes } from "../formats/npy.ts";
import type { TeacherSummary } from "../results/summary.ts";
import { softLabelsFiles } from "../soft-labels/files.ts";
import { labelAccuracies } from "../soft-labels/join.ts";
import { softLabelsSummary } from "../soft-labels/summary.ts";
import type { Store } from "../store/store.ts";
import type { TeacherLogits } from "../teachers/logits-file.ts";
import { gatherRows } from "../training/batches.ts";
import type { AverageTeachersJob, ReadTeacherJob } from "./job.ts";
import { splitJudge } from "./split-metrics.ts";

/** Makes the teacher's key, then that of its labels. */
export async function commitLogits(
  store: Store,
  { kind, makes }: AverageTeachersJob | ReadTeacherJob,
  dataset: Dataset,
  { transfer, test }: TeacherLogits,
  { engine, cost }: Pick<TeacherSummary, "engine" | "cost">,
): Promise<void> {
  const { numClasses, splits } = dataset;
  const [teacherKey, labelsKey] = makes as readonly [string, string];
  const validation = { logits: gatherRows(transfer, numClasses, splits.validation), rows: null };
  const teacher: TeacherSummary = {
    engine,
    metrics: splitJudge(dataset, null)({ validation, test: { logits: test, rows: null } }),
    curve: [],
    keptEpoch: 0,
    cost,
    decisionGrid: null,
  };
  await store.commit(teacherKey, kind, [testLogitsFile(dataset, test)], teacher);
  const accuracy = labelAccuracies(dataset, transfer);
  const labels = softLabelsSummary(dataset, transfer, { teacherKey, shards: 0, accuracy });
  await store.commit(labelsKey, kind, softLabelsFiles(transfer, labels), labels);
}

export function testLogitsFile({ numClasses, splits }: Dataset, values: Float32Array) {
  const matrix = { rows: splits.test.length, columns: numClasses, values };
  return { name: "test-logits.npy", bytes: npyBytes(matrix) };
}
