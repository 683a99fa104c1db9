import type { Dataset } from "../data/dataset.ts";
import type { Engine } from "../engine/engine.ts";
import { loadChosenEngine } from "../engine/load.ts";
import { npyBytes } from "../formats/npy.ts";
import { labelShard } from "../soft-labels/label-shard.ts";
import { openModelTeacher } from "../teachers/model-teacher.ts";
import { loadTeacher } from "../teachers/teacher.ts";
import type { Predict } from "../training/evaluate.ts";
import type { JobContext, LabelShardJob } from "./job.ts";

export interface ShardSummary {
  readonly accuracy: number;
}

export async function labelShardJob(job: LabelShardJob, context: JobContext): Promise<void> {
  const { dataset, teacherWeights, store } = context;
  const engine = await loadChosenEngine(context.engine);
  const teacher = await openTeacher(engine, job, dataset, teacherWeights);
  try {
    const { logits, accuracy } = labelShard(engine, teacher.predict, dataset, job.range);
    const matrix = { rows: job.range.count, columns: dataset.numClasses, values: logits };
    const summary: ShardSummary = { accuracy };
    await store.commit(job.makes[0]!, job.kind, [{ name: "logits.npy", bytes: npyBytes(matrix) }], summary);
  } finally {
    teacher.close();
  }
}

async function openTeacher(
  engine: Engine,
  { teacher, dataset: { baseFolder } }: LabelShardJob,
  dataset: Dataset,
  weights: Float32Array | null,
): Promise<{ readonly predict: Predict; close(): void }> {
  if (teacher.from === "files") {
    return openModelTeacher(engine, teacher.spec, dataset, baseFolder, teacher.files);
  }
  const { logits, close } = loadTeacher(engine, teacher.spec, dataset, weights!);
  return { predict: logits, close };
}
