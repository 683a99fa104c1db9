// A worker thread of the contestant `labels`: loads the teacher at its first task and keeps it.
import type { Dataset } from "../../../src/data/dataset.ts";
import type { Engine, EngineName } from "../../../src/engine/engine.ts";
import { loadEngine } from "../../../src/engine/load.ts";
import { type LabelledShard, labelShard, type ShardRange } from "../../../src/soft-labels/label-shard.ts";
import { type LoadedTeacher, loadTeacher } from "../../../src/teachers/teacher.ts";
import { teacherSpec } from "../config.ts";

export interface LabelTask {
  readonly engine: EngineName;
  readonly dataset: Dataset;
  readonly weights: Float32Array;
  readonly range: ShardRange;
}

let kept: { readonly engine: Engine; readonly teacher: LoadedTeacher } | null = null;

export default async function label(task: LabelTask): Promise<LabelledShard> {
  const { dataset, weights, range } = task;
  if (kept === null) {
    const engine = await loadEngine(task.engine);
    kept = { engine, teacher: loadTeacher(engine, teacherSpec, dataset, weights) };
  }
  return labelShard(kept.engine, kept.teacher.logits, dataset, range);
}
