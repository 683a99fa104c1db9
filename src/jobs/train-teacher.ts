import type { Dataset } from "../data/dataset.ts";
import { inputSize } from "../data/dataset.ts";
import { loadChosenEngine } from "../engine/load.ts";
import { npyBytes } from "../formats/npy.ts";
import { convCost, mlpCost } from "../metrics/cost.ts";
import type { Cost } from "../results/row.ts";
import type { TeacherSummary } from "../results/summary.ts";
import type { TrainedTeacherSpec } from "../study/schema.ts";
import { teacherFiles, trainTeacher } from "../teachers/teacher.ts";
import { decisionGrid, gridPoints } from "./decision-grid.ts";
import type { JobContext, TrainTeacherJob } from "./job.ts";
import { sampleLogits, splitJudge } from "./split-metrics.ts";

export async function trainTeacherJob(job: TrainTeacherJob, context: JobContext): Promise<void> {
  const { dataset, teacherLogits, store } = context;
  const engine = await loadChosenEngine(context.engine);
  const points = gridPoints(dataset);
  const trained = await trainTeacher(
    engine,
    job.spec,
    dataset,
    job.seed,
    teacherLogits,
    points,
    context.report,
  );
  const summary: TeacherSummary = {
    engine: context.engine.id,
    metrics: splitJudge(dataset, teacherLogits)(sampleLogits(trained)),
    curve: trained.curve,
    keptEpoch: trained.keptEpoch,
    cost: costOf(job.spec, dataset),
    decisionGrid: decisionGrid(trained.extraLogits, dataset.numClasses),
  };
  const testLogits = {
    rows: dataset.splits.test.length,
    columns: dataset.numClasses,
    values: trained.testLogits,
  };
  const files = [
    ...teacherFiles(job.spec, dataset, trained.weights),
    { name: "test-logits.npy", bytes: npyBytes(testLogits) },
  ];
  await store.commit(job.makes[0]!, job.kind, files, summary);
}

function costOf(spec: TrainedTeacherSpec, { inputShape, numClasses, ...dataset }: Dataset): Cost {
  if (spec.kind === "conv") return convCost({ ...spec, inputShape, numClasses });
  return mlpCost([inputSize({ ...dataset, inputShape }), ...spec.hidden, numClasses]);
}
