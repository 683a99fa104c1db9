// How do students scale over the workers of the pool?
import { tmpdir } from "node:os";
import { transferSize } from "../src/data/dataset.ts";
import { sharedFloats } from "../src/data/shared.ts";
import type { ChosenEngine } from "../src/engine/available.ts";
import { poolExecutor } from "../src/executors/pool.ts";
import type { JobInputs, TrainStackJob } from "../src/jobs/job.ts";
import { stream } from "../src/random/stream.ts";
import { type BenchContext, orExplain, runBench } from "./suite/command.ts";
import type { Variant } from "./suite/result.ts";
import { type SeedMnist, seedMnist } from "./suite/seed-study.ts";
import type { Task } from "./suite/tasks.ts";
import { measureInTurns } from "./suite/turns.ts";

const workerCounts = [1, 2, 3, 4];
/** In all workers together; each of the counts divides it. */
const lanes = { native: 108, portable: 12 };
const batchSize = 128;
const steps = { native: 200, portable: 100 };
const evaluatedRows = 512;
const turns = { rounds: 9, warmupRounds: 2 }; // the first round loads the engines
const quickTurns = { rounds: 2, warmupRounds: 1 };

/** MNIST with as many training rows as there are steps, and little to evaluate. */
function inputsOf({ dataset }: SeedMnist, stepCount: number): JobInputs {
  const { train, validation, test } = dataset.splits;
  const splits = {
    train: train.subarray(0, stepCount * batchSize),
    validation: validation.subarray(0, evaluatedRows),
    test: test.subarray(0, evaluatedRows),
  };
  const { normal } = stream(1, "teacher");
  const rows = transferSize(dataset) + dataset.splits.test.length;
  const teacherLogits = sharedFloats(rows * dataset.numClasses);
  for (let i = 0; i < teacherLogits.length; i++) teacherLogits[i] = normal();
  dataset.labels.forEach((label, row) => {
    teacherLogits[row * dataset.numClasses + label]! += 8;
  });
  return { dataset: { ...dataset, splits }, teacherWeights: null, teacherLogits };
}

function jobOf(
  { spec: datasetSpec, dataset, student }: SeedMnist,
  width: number,
  part: number,
): TrainStackJob {
  const { patience: _, grid: __, ...settings } = student;
  const cells = Array.from({ length: width }, (_, k) => ({
    key: `${part}/${k}`,
    spec: {
      ...settings,
      temperature: 1 + (k % 8),
      alpha: 0.9,
      optimizer: "adam" as const,
      learningRate: 1e-3,
      batchSize,
      epochs: 1,
    },
  }));
  const source = { spec: datasetSpec, seed: 1, hash: dataset.hash, baseFolder: "" };
  return {
    kind: "train-stack",
    id: `bench/${part}`,
    needs: [],
    makes: [],
    dataset: source,
    labels: null,
    seed: 1,
    cells,
  };
}

/** All pools are open at once and take turns; a worker that waits sleeps. */
async function measureEngine(
  mnist: SeedMnist,
  engine: ChosenEngine,
  { isQuick, now }: BenchContext,
): Promise<Variant[]> {
  const stepCount = isQuick ? 10 : steps[engine.name];
  const inputs = inputsOf(mnist, stepCount);
  const worker = new URL("./programs/train-lanes.js", import.meta.url).href;
  const counts = isQuick ? [1, 2] : workerCounts;
  const pools = counts.map((workers) => poolExecutor(tmpdir(), engine, workers, worker));
  const allLanes = isQuick ? 12 : lanes[engine.name];
  const tasks = counts.map((workers, i): Task => {
    const width = allLanes / workers;
    const jobs = Array.from({ length: workers }, (_, part) => jobOf(mnist, width, part));
    return {
      id: "workers",
      name: workers === 1 ? `1 worker, ${width} lanes` : `${workers} workers, ${width} lanes each`,
      per: "student-step",
      engine: engine.name,
      threads: 1,
      at: workers,
      units: allLanes * stepCount,
      async: true,
      async run() {
        const results = await Promise.all(jobs.map((job) => pools[i]!.run(job, inputs, () => undefined)));
        const failure = results.flatMap(({ failures }) => failures)[0];
        if (failure !== undefined) throw new Error(failure.error);
      },
    };
  });
  try {
    return await measureInTurns(tasks, isQuick ? quickTurns : turns, now);
  } finally {
    for (const pool of pools) await pool.close();
  }
}

await orExplain(() =>
  runBench(
    {
      name: "workers",
      question: "How do students scale over the workers of the pool?",
      setting:
        `The same lanes, split evenly over the workers of a real pool: ${steps.native} steps on MNIST (portable engine: ${steps.portable}), batch ${batchSize}, ` +
        `Adam, distillation loss, and ${2 * evaluatedRows} images to evaluate; the time is that of the slowest worker, ` +
        "from the jobs' dispatch to the last answer. Variants differ in the number of workers alone; they are measured in turn.",
      rateOf: "student-step",
      async measure(context) {
        const mnist = await seedMnist();
        const variants: Variant[] = [];
        for (const engine of context.engines) {
          variants.push(...(await measureEngine(mnist, engine, context)));
        }
        return variants;
      },
    },
    { args: process.argv.slice(2), date: new Date(), now: () => performance.now() },
  ),
);
