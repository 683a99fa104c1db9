// node --expose-gc job-memory.js NAME [native|portable]: prints by how many bytes a job raised the resident memory of its
// process, above what it held with engine and data loaded, and its estimate. Without a name: the names.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Dataset } from "../../src/data/dataset.ts";
import type { EngineChoice } from "../../src/engine/available.ts";
import { loadChosenEngine } from "../../src/engine/load.ts";
import { inlineExecutor } from "../../src/executors/inline.ts";
import type { Job } from "../../src/jobs/job.ts";
import { teacherCost } from "../../src/metrics/teacher-cost.ts";
import { openPlanning, planFrom } from "../../src/planning.ts";
import { stream } from "../../src/random/stream.ts";
import { openStore } from "../../src/store/store.ts";
import { parseStudyObject } from "../../src/study/parse.ts";
import type { StudyInput } from "../../src/study/schema.ts";

type Experiment = StudyInput["experiments"][number];
type Parts = Pick<Experiment, "teachers" | "students">;

const soft = { labels: "soft", epochs: 1 } as const;
const teacher = { name: "teacher", kind: "conv", epochs: 1, seed: 1, threads: 1 } as const;
const temperatures = (n: number) => ({ temperature: Array.from({ length: n }, (_, i) => 1 + i) });

/** The kind of job that is measured, and the study that asks for it. */
const jobs: Readonly<Record<string, readonly [Job["kind"], Parts]>> = {
  networks: [
    "train-stack",
    {
      teachers: [teacher],
      students: [{ name: "s", kind: "mlp", hidden: [10, 10], grid: temperatures(54), ...soft }],
    },
  ],
  "wide-networks": [
    "train-stack",
    {
      teachers: [teacher],
      students: [{ name: "s", kind: "mlp", hidden: [300, 300], grid: temperatures(8), ...soft }],
    },
  ],
  "soft-trees": [
    "train-stack",
    {
      teachers: [teacher],
      students: [{ name: "s", kind: "soft-tree", depth: 8, grid: temperatures(8), ...soft }],
    },
  ],
  tree: ["grow-trees", { students: [{ name: "s", kind: "tree", labels: "hard" }] }],
  "soft-tree-labels": [
    "grow-trees",
    { teachers: [teacher], students: [{ name: "s", kind: "tree", labels: "soft" }] },
  ],
  labels: ["label-shard", { teachers: [teacher], students: [{ name: "s", kind: "mlp", ...soft }] }],
  teacher: ["train-teacher", { teachers: [teacher], students: [{ name: "s", kind: "mlp", ...soft }] }],
};

const [name = "", choice = "auto"] = process.argv.slice(2);
const asked = jobs[name];
process.stdout.write(
  asked === undefined ? `${Object.keys(jobs).join(" ")}\n` : `${JSON.stringify(await measured(...asked))}\n`,
);

async function measured(kind: Job["kind"], parts: Parts) {
  const folder = await mkdtemp(join(tmpdir(), "distilgrid-memory-"));
  try {
    const rows =
      kind === "train-teacher"
        ? { trainLimit: 2000, testLimit: 2000, validation: 500 }
        : { validation: 6000 };
    const dataset = { name: "mnist", ...rows } as const;
    const study = parseStudyObject({
      name: "m",
      seeds: [1],
      experiments: [{ name: "mnist", dataset, ...parts }],
    });
    const planning = await openPlanning(study, { engine: choice as EngineChoice, workers: 1 });
    const { engine, datasets } = planning;
    const store = openStore(folder);
    const { plan, memory } = await planFrom(store, planning);
    const job = plan.jobs.find((planned) => planned.kind === kind)!;
    const data = datasets.of(job.dataset);
    const inputs = { dataset: data, teacherWeights: weightsOf(job, data), teacherLogits: logitsOf(data) };
    const { tf } = await loadChosenEngine(engine);
    tf.matMul(tf.ones([64, 64]), tf.ones([64, 64])).dataSync();
    const executor = inlineExecutor({ storeDir: folder, engine });
    global.gc!();
    await writeFile("/proc/self/clear_refs", "5"); // the peak starts anew
    const held = process.memoryUsage.rss();
    const { failures } = await executor.run(job, inputs, () => undefined);
    if (failures.length > 0) throw new Error(failures[0]!.error);
    const peak = Number(/VmHWM:\s+(\d+)/.exec(await readFile("/proc/self/status", "utf8"))![1]) * 1024;
    return { name, engine: engine.name, estimatedBytes: memory.bytesOf(job), peakBytes: peak - held };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function logitsOf({ splits, numClasses }: Dataset): Float32Array {
  const { normal } = stream(1, "logits");
  const rows = splits.train.length + splits.validation.length + splits.test.length;
  return Float32Array.from({ length: rows * numClasses }, () => 3 * normal());
}

/** Small ones, in the number that the teacher has. */
function weightsOf(job: Job, { inputShape, numClasses }: Dataset): Float32Array | null {
  if (job.kind !== "label-shard" || job.teacher.from !== "store") return null;
  return new Float32Array(teacherCost(job.teacher.spec, inputShape, numClasses).parameters).fill(0.001);
}
