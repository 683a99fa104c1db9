import { transferSize } from "../data/dataset.ts";
import { npyBytes, readNpy } from "../formats/npy.ts";
import type { SoftLabelsSummary, TeacherSummary } from "../results/summary.ts";
import { instructiveExample } from "../soft-labels/example.ts";
import { joinShards, type Shard } from "../soft-labels/join.ts";
import type { JobContext, JoinLabelsJob } from "./job.ts";
import type { ShardSummary } from "./label-shard.ts";

export async function joinLabels(job: JoinLabelsJob, { dataset, store }: JobContext): Promise<void> {
  const { numClasses } = dataset;
  const teacher = await store.summary<TeacherSummary>(job.teacherKey);
  const shards: Shard[] = [];
  for (const { key, first, count } of job.shards) {
    const { accuracy } = await store.summary<ShardSummary>(key);
    const { values } = readNpy(await store.read(key, "logits.npy"));
    shards.push({ first, count, accuracy, logits: values });
  }
  const { logits, accuracy } = joinShards(dataset, shards, teacher.metrics.validation.accuracy);
  const summary: SoftLabelsSummary = {
    teacherKey: job.teacherKey,
    dataHash: dataset.hash,
    rows: transferSize(dataset),
    shards: shards.length,
    accuracy,
    example: instructiveExample(dataset, logits),
  };
  const { example: _, ...manifest } = summary;
  const matrix = { rows: summary.rows, columns: numClasses, values: logits };
  await store.commit(
    job.makes[0]!,
    job.kind,
    [
      { name: "logits.npy", bytes: npyBytes(matrix) },
      { name: "manifest.json", bytes: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`) },
    ],
    summary,
  );
}
