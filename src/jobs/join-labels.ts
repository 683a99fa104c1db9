import { readNpy } from "../formats/npy.ts";
import type { TeacherSummary } from "../results/summary.ts";
import { softLabelsFiles } from "../soft-labels/files.ts";
import { joinShards, type Shard } from "../soft-labels/join.ts";
import { softLabelsSummary } from "../soft-labels/summary.ts";
import type { JobContext, JoinLabelsJob } from "./job.ts";
import type { ShardSummary } from "./label-shard.ts";

export async function joinLabels(job: JoinLabelsJob, { dataset, store }: JobContext): Promise<void> {
  const teacher = await store.summary<TeacherSummary>(job.teacherKey);
  const shards: Shard[] = [];
  for (const { key, first, count } of job.shards) {
    const { accuracy } = await store.summary<ShardSummary>(key);
    const { values } = readNpy(await store.read(key, "logits.npy"));
    shards.push({ first, count, accuracy, logits: values });
  }
  const { logits, accuracy } = joinShards(dataset, shards, teacher.metrics.validation.accuracy);
  const from = { teacherKey: job.teacherKey, shards: shards.length, accuracy };
  const summary = softLabelsSummary(dataset, logits, from);
  await store.commit(job.makes[0]!, job.kind, softLabelsFiles(logits, summary), summary);
}
