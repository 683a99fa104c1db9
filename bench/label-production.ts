// What do soft labels cost beside the training of their teacher, and what the second time?
import { inputProvider } from "../src/coordinator/inputs.ts";
import { sharedFloats } from "../src/data/shared.ts";
import type { ChosenEngine } from "../src/engine/available.ts";
import { poolExecutor } from "../src/executors/pool.ts";
import { npyBytes } from "../src/formats/npy.ts";
import type { LabelShardJob, TrainStackJob } from "../src/jobs/job.ts";
import { stream } from "../src/random/stream.ts";
import { openStore } from "../src/store/store.ts";
import { keyOf } from "../src/study/key.ts";
import { heUniformWeights } from "../src/teachers/initial-weights.ts";
import { teacherLayers } from "../src/teachers/layers.ts";
import { type BenchContext, orExplain, runBench } from "./suite/command.ts";
import type { Variant } from "./suite/result.ts";
import { benchTeacher, type SeedMnist, seedMnist } from "./suite/seed-study.ts";
import { timeSummary } from "./suite/summary.ts";
import { measureTasks, quickBudget, type Task } from "./suite/tasks.ts";
import { startTeacher, trainTogether } from "./suite/teacher-processes.ts";
import { withTemporaryFolder } from "./suite/temporary-folder.ts";

const shards = 2;
const shardRows = 6000;
const budget = { timeMs: 0, calls: 5, warmupMs: 0, warmupCalls: 1 };
const readingBudget = { timeMs: 500, calls: 20, warmupMs: 100, warmupCalls: 3 };

type Teacher = ReturnType<typeof benchTeacher>;

/** Of one teacher with all cores, as a study trains it. */
async function measureTraining(
  { teacher, name }: Teacher,
  engine: ChosenEngine,
  { cores, isQuick }: BenchContext,
): Promise<Variant> {
  const threads = engine.name === "native" ? cores : 1;
  const process = await startTeacher(engine.name, teacher, threads);
  try {
    const stepsMs = await trainTogether([process], isQuick ? 0 : 5000, isQuick ? 2 : 10);
    const time = timeSummary(stepsMs.map((stepMs) => stepMs / teacher.batchSize));
    return {
      id: "training",
      name: `training, ${name}`,
      per: "image",
      engine: engine.name,
      threads,
      at: null,
      time,
    };
  } finally {
    await process.close();
  }
}

async function measureLabelling(
  { spec, dataset }: SeedMnist,
  { teacher, name }: Teacher,
  engine: ChosenEngine,
  workers: number,
  { isQuick, now }: BenchContext,
): Promise<Variant[]> {
  const weights = heUniformWeights(dataset.inputShape, teacherLayers(teacher, dataset.numClasses), 1);
  const teacherWeights = sharedFloats(weights.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const values of weights) {
    teacherWeights.set(values, offset);
    offset += values.length;
  }
  const inputs = { dataset, teacherWeights, teacherLogits: null };
  const source = { spec, seed: 1, hash: dataset.hash, baseFolder: "" };
  const count = isQuick ? 512 : shardRows;
  const jobOf = (call: number, shard: number): LabelShardJob => ({
    kind: "label-shard",
    id: `bench/label-shard/${shard}`,
    needs: [],
    makes: [keyOf([call, shard])],
    dataset: source,
    teacherKey: keyOf("teacher"),
    teacher: { from: "store", spec: teacher },
    range: { first: shard * count, count },
  });
  return withTemporaryFolder(async (folder) => {
    const pool = poolExecutor(folder, engine, workers);
    const store = openStore(folder);
    let call = 0;
    const task: Task = {
      id: `${workers}-workers`,
      name: `labels, ${name}, ${workers} ${workers === 1 ? "worker" : "workers"}`,
      per: "image",
      engine: engine.name,
      threads: 1,
      at: null,
      units: shards * count,
      async: true,
      async run() {
        call++;
        const jobs = Array.from({ length: shards }, (_, shard) => jobOf(call, shard));
        const results = await Promise.all(jobs.map((job) => pool.run(job, inputs, () => undefined)));
        const failure = results.flatMap(({ failures }) => failures)[0];
        if (failure !== undefined) throw new Error(failure.error);
        for (const { makes } of jobs) await store.summary(makes[0]!); // throws where nothing was committed
      },
    };
    try {
      return await measureTasks([task], isQuick ? quickBudget : budget, now);
    } finally {
      await pool.close();
    }
  });
}

/** From a store in which another study left them: hashes checked, then read into shared memory. */
async function measureReading(
  { spec, dataset }: SeedMnist,
  { isQuick, now }: BenchContext,
): Promise<Variant[]> {
  const { numClasses, splits, hash } = dataset;
  const { normal } = stream(1, "labels");
  const matrix = (rows: number) => ({
    rows,
    columns: numClasses,
    values: Float32Array.from({ length: rows * numClasses }, normal),
  });
  const transfer = matrix(splits.train.length + splits.validation.length);
  const test = matrix(splits.test.length);
  const labels = { key: keyOf("labels"), teacherKey: keyOf("teacher") };
  const source = { spec, seed: 1, hash, baseFolder: "" };
  const job: TrainStackJob = {
    kind: "train-stack",
    id: "bench/train-stack",
    needs: [labels.key],
    makes: [],
    dataset: source,
    labels,
    seed: 1,
    cells: [],
  };
  return withTemporaryFolder(async (folder) => {
    const store = openStore(folder);
    const file = (name: string, content: typeof transfer) => ({ name, bytes: npyBytes(content) });
    await store.commit(labels.key, "join-labels", [file("logits.npy", transfer)], {});
    await store.commit(labels.teacherKey, "train-teacher", [file("test-logits.npy", test)], {});
    const task: Task = {
      id: "reading",
      name: `finished labels of ${transfer.rows + test.rows} images from the store`,
      per: "study",
      engine: null,
      threads: null,
      at: null,
      units: 1,
      async: true,
      async run() {
        const isThere = (await store.verified(labels.key)) && (await store.verified(labels.teacherKey));
        const { teacherLogits } = await inputProvider(store, () => dataset).inputsOf(job);
        if (!isThere || teacherLogits!.at(-1) !== test.values.at(-1))
          throw new Error("They are not the same");
      },
    };
    return measureTasks([task], isQuick ? quickBudget : readingBudget, now);
  });
}

await orExplain(() =>
  runBench(
    {
      name: "label-production",
      question: "What do soft labels cost beside the training of their teacher, and what the second time?",
      setting:
        `Labels of ${shards * shardRows} MNIST images in ${shards} shards by the seed's convolutional teacher on the ` +
        "pool, the loading of the teacher, the repeated check and the commits included; beside it a training step of " +
        "batch 128, divided by its images; and what a second study does with labels that are there.",
      rateOf: "image",
      async measure(context) {
        const mnist = await seedMnist();
        const variants: Variant[] = [];
        for (const engine of context.engines) {
          const teacher = benchTeacher(mnist.teacher, engine, context);
          variants.push(await measureTraining(teacher, engine, context));
          for (const workers of [1, 2]) {
            variants.push(...(await measureLabelling(mnist, teacher, engine, workers, context)));
          }
        }
        return [...variants, ...(await measureReading(mnist, context))];
      },
    },
    { args: process.argv.slice(2), date: new Date(), now: () => performance.now() },
  ),
);
