import { loadChosenEngine } from "../engine/load.ts";
import { teacherCost } from "../metrics/teacher-cost.ts";
import type { TeacherSummary } from "../results/summary.ts";
import { teacherFiles, trainTeacher } from "../teachers/teacher.ts";
import { testLogitsFile } from "./commit-logits.ts";
import { decisionGrid, gridPoints } from "./decision-grid.ts";
import type { JobContext, TrainTeacherJob } from "./job.ts";
import { sampleLogits, splitJudge } from "./split-metrics.ts";

export async function trainTeacherJob(job: TrainTeacherJob, context: JobContext): Promise<void> {
  const { dataset, teacherLogits, store } = context;
  const engine = await loadChosenEngine(context.engine);
  const training = { spec: job.spec, dataset, seed: job.seed, teacherLogits };
  const trained = await trainTeacher(engine, training, gridPoints(dataset), context.report);
  const summary: TeacherSummary = {
    engine: context.engine.id,
    metrics: splitJudge(dataset, teacherLogits)(sampleLogits(trained)),
    curve: trained.curve,
    keptEpoch: trained.keptEpoch,
    cost: teacherCost(job.spec, dataset.inputShape, dataset.numClasses),
    decisionGrid: decisionGrid(trained.extraLogits, dataset.numClasses),
  };
  const files = [
    ...teacherFiles(job.spec, dataset, trained.weights),
    testLogitsFile(dataset, trained.testLogits),
  ];
  await store.commit(job.makes[0]!, job.kind, files, summary);
}
