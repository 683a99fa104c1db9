// Teachers of a small set of moons, made by the jobs that a study would run.
import { inputProvider } from "../../src/coordinator/inputs.ts";
import { transferSize } from "../../src/data/dataset.ts";
import { moonsDataset } from "../../src/data/moons.ts";
import { chooseEngine } from "../../src/engine/available.ts";
import type { EngineName } from "../../src/engine/engine.ts";
import type { Job, LabelsSource } from "../../src/jobs/job.ts";
import { runJob } from "../../src/jobs/run-job.ts";
import type { Store } from "../../src/store/store.ts";
import { keyOf } from "../../src/study/key.ts";
import { type TrainedTeacherSpec, teacherSchema } from "../../src/study/schema.ts";

const moons = { name: "moons", n: 90, validation: 60, test: 150, noise: 0.2, seed: 1 } as const;
export const dataset = moonsDataset(moons);
const source = { spec: moons, seed: 1, hash: dataset.hash, baseFolder: "." };

export const teacherSpec = (fields: object): TrainedTeacherSpec =>
  teacherSchema.parse({
    kind: "mlp",
    hidden: [8],
    epochs: 30,
    batchSize: 16,
    learningRate: 0.02,
    ...fields,
  }) as TrainedTeacherSpec;

/** @throws Error when anything failed */
export async function run(store: Store, job: Job, engine: EngineName = "portable"): Promise<void> {
  const inputs = await inputProvider(store, () => dataset).inputsOf(job);
  const context = { ...inputs, store, engine: chooseEngine(engine), report: () => undefined };
  const { failures } = await runJob(job, context);
  if (failures.length > 0) throw new Error(failures[0]!.error);
}

export const keysOf = (name: string): LabelsSource => ({
  key: keyOf(`labels of ${name}`),
  teacherKey: keyOf(name),
});

const base = (id: string, makes: readonly string[]) => ({ id, needs: [], makes, dataset: source });

/** Trains a teacher, on the soft labels of another where `labels` are given. */
export async function train(
  store: Store,
  spec: TrainedTeacherSpec,
  labels: LabelsSource | null = null,
  engine: EngineName = "portable",
): Promise<LabelsSource> {
  const keys = keysOf(spec.name);
  const job = base(spec.name, [keys.teacherKey]);
  await run(store, { ...job, kind: "train-teacher", spec, seed: 1, labels }, engine);
  return keys;
}

/** Its soft labels, of two shards. */
export async function label(
  store: Store,
  teacher: TrainedTeacherSpec,
  engine: EngineName = "portable",
): Promise<void> {
  const { key, teacherKey } = keysOf(teacher.name);
  const count = transferSize(dataset) / 2;
  const shards = [0, count].map((first) => ({ first, count, key: keyOf([teacherKey, first]) }));
  const from = { from: "store", spec: teacher } as const;
  for (const { key: made, ...range } of shards) {
    await run(
      store,
      { ...base("shard", [made]), kind: "label-shard", teacherKey, teacher: from, range },
      engine,
    );
  }
  await run(store, { ...base("join", [key]), kind: "join-labels", teacherKey, shards }, engine);
}

export async function average(
  store: Store,
  name: string,
  members: readonly LabelsSource[],
): Promise<LabelsSource> {
  const keys = keysOf(name);
  await run(store, { ...base(name, [keys.teacherKey, keys.key]), kind: "average-teachers", members });
  return keys;
}
