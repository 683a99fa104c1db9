// A teacher that was trained elsewhere. Its logits are all there is to it; a model is asked for those of validation and test, and
// labels the transfer set in shards, as one that was trained here.
import { inputSize } from "../data/dataset.ts";
import { loadChosenEngine } from "../engine/load.ts";
import type { TeacherSummary } from "../results/summary.ts";
import type { ModelTeacherSpec } from "../study/schema.ts";
import { fileLogits } from "../teachers/logits-file.ts";
import { openModelTeacher } from "../teachers/model-teacher.ts";
import { readPlannedFiles } from "../teachers/outside-files.ts";
import { gatherRows } from "../training/batches.ts";
import { logitsByLane, type Predict } from "../training/evaluate.ts";
import { commitLogits, testLogitsFile } from "./commit-logits.ts";
import { decisionGrid, gridPoints } from "./decision-grid.ts";
import type { JobContext, ReadTeacherJob } from "./job.ts";
import { sampleLogits, splitJudge } from "./split-metrics.ts";

export async function readTeacher(job: ReadTeacherJob, context: JobContext): Promise<void> {
  const { spec, files, dataset: source } = job;
  if (spec.kind !== "logits") return readModel(job, spec, context);
  const found = await readPlannedFiles(spec, source.baseFolder, files);
  const logits = fileLogits(found, spec, context.dataset);
  await commitLogits(context.store, job, context.dataset, logits, { engine: null, cost: null });
}

async function readModel(job: ReadTeacherJob, spec: ModelTeacherSpec, context: JobContext): Promise<void> {
  const { dataset, store } = context;
  const { numClasses, splits } = dataset;
  const engine = await loadChosenEngine(context.engine);
  const teacher = await openModelTeacher(engine, spec, dataset, job.dataset.baseFolder, job.files);
  try {
    const logits = (predict: Predict, ids: Uint32Array) => logitsByLane(predict, numClasses, ids, 1)[0]!;
    const testLogits = logits(teacher.predict, splits.test);
    const validationLogits = logits(teacher.predict, splits.validation);
    const points = gridPoints(dataset);
    const size = inputSize(dataset);
    const ofPoints: Predict = (ids) => teacher.logits(gatherRows(points, size, ids), ids.length);
    const pointIds = Uint32Array.from({ length: points.length / size }, (_, row) => row);
    const summary: TeacherSummary = {
      engine: context.engine.id,
      metrics: splitJudge(dataset, null)(sampleLogits({ validationLogits, testLogits })),
      curve: [],
      keptEpoch: 0,
      cost: teacher.cost,
      decisionGrid: decisionGrid(logits(ofPoints, pointIds), numClasses),
    };
    await store.commit(job.makes[0]!, job.kind, [testLogitsFile(dataset, testLogits)], summary);
  } finally {
    teacher.close();
  }
}
