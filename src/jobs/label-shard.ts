import { loadChosenEngine } from "../engine/load.ts";
import { npyBytes } from "../formats/npy.ts";
import { labelShard } from "../soft-labels/label-shard.ts";
import { loadTeacher } from "../teachers/teacher.ts";
import type { JobContext, LabelShardJob } from "./job.ts";

export interface ShardSummary {
  readonly accuracy: number;
}

export async function labelShardJob(job: LabelShardJob, context: JobContext): Promise<void> {
  const { dataset, teacherWeights, store } = context;
  const engine = await loadChosenEngine(context.engine);
  const teacher = loadTeacher(engine, job.teacher, dataset, teacherWeights!);
  try {
    const { logits, accuracy } = labelShard(engine, teacher.logits, dataset, job.range);
    const matrix = { rows: job.range.count, columns: dataset.numClasses, values: logits };
    const summary: ShardSummary = { accuracy };
    await store.commit(job.makes[0]!, job.kind, [{ name: "logits.npy", bytes: npyBytes(matrix) }], summary);
  } finally {
    teacher.close();
  }
}
