// What does a tree cost?
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { type Dataset, inputSize } from "../src/data/dataset.ts";
import { chooseEngine } from "../src/engine/available.ts";
import type { Executor } from "../src/executors/executor.ts";
import { poolExecutor } from "../src/executors/pool.ts";
import type { JobInputs } from "../src/jobs/job.ts";
import { sortedFeatures } from "../src/students/tree/sorted-features.ts";
import { type BenchContext, orExplain, runBench } from "./suite/command.ts";
import { outputOf } from "./suite/program.ts";
import type { Variant } from "./suite/result.ts";
import { type SeedMnist, seedMnist } from "./suite/seed-study.ts";
import type { Task } from "./suite/tasks.ts";
import { grownSizes, type MaxDepth, treeInputs, treeJob } from "./suite/tree-jobs.ts";
import { measureInTurns } from "./suite/turns.ts";

const kinds = ["hard", "soft"] as const;
type Kind = (typeof kinds)[number];

const limitedDepth = 12;
const turns = { rounds: 7, warmupRounds: 2 };
const quickTurns = { rounds: 1, warmupRounds: 1 };

interface Growth {
  readonly id: string;
  readonly name: string;
  readonly per: string;
  readonly kind: Kind;
  readonly depths: readonly MaxDepth[];
  /** Jobs at a time, each on a worker of its own. */
  readonly jobs: number;
}

const growth = (id: string, name: string, kind: Kind, maxDepth: MaxDepth): Growth => ({
  id,
  name,
  per: "tree",
  kind,
  depths: [maxDepth],
  jobs: 1,
});

/** `deepest`: of an unpruned tree on these labels. */
function everyDepth(kind: Kind, deepest: number): Growth {
  const depths = Array.from({ length: deepest }, (_, i) => i + 1);
  return {
    id: `${kind}-depths`,
    name: `${kind} labels, every maxDepth from 1 to ${deepest} and unlimited in one job`,
    per: "job",
    kind,
    depths: [...depths, "unlimited"],
    jobs: 1,
  };
}

const growthsOf = (deepest: Readonly<Record<Kind, number>>): Growth[] => [
  ...kinds.map((kind) => growth(kind, `${kind} labels, unpruned`, kind, "unlimited")),
  ...kinds.map((kind) =>
    growth(`${kind}-limited`, `${kind} labels, maxDepth ${limitedDepth}`, kind, limitedDepth),
  ),
  {
    ...growth("pair", "two on hard labels at the same time, unpruned, 2 workers", "hard", "unlimited"),
    per: "pair",
    jobs: 2,
  },
  ...kinds.map((kind) => everyDepth(kind, deepest[kind])),
];

const notTensors = { engine: null, threads: null, at: null, units: 1 } as const;

/** `told` gets the leaves of the largest tree of each call. */
function growthTask(
  { kind, depths, jobs, ...info }: Growth,
  mnist: SeedMnist,
  inputs: JobInputs,
  pool: Executor,
  told: (leaves: number) => void,
): Task {
  const job = treeJob(mnist, kind, depths);
  return {
    ...info,
    ...notTensors,
    async: true,
    async run() {
      const grown = await Promise.all(Array.from({ length: jobs }, () => grownSizes(pool, job, inputs)));
      told(Math.max(...grown.flat().map(({ leaves }) => leaves)));
    },
  };
}

function sortingTask(dataset: Dataset): Task {
  return {
    ...notTensors,
    id: "sorting",
    name: "of each of these, sorting the features",
    per: "tree",
    async: false,
    run() {
      const { starts } = sortedFeatures(dataset.features, inputSize(dataset), dataset.splits.train);
      if (starts.at(-1) === 0) throw new Error("Expected pixels that are lit");
    },
  };
}

/** The pools are open at once; a worker that waits sleeps. */
async function measureTimes(mnist: SeedMnist, { isQuick, now }: BenchContext): Promise<Variant[]> {
  const inputs = treeInputs(mnist, isQuick);
  const worker = new URL("./programs/grow-trees.js", import.meta.url).href;
  const pools = [1, 2].map((workers) => poolExecutor(tmpdir(), chooseEngine("portable"), workers, worker)); // no engine is loaded
  const deepestOf = async (kind: Kind) =>
    (await grownSizes(pools[0]!, treeJob(mnist, kind, ["unlimited"]), inputs))[0]!.depth;
  try {
    const deepest = { hard: await deepestOf("hard"), soft: await deepestOf("soft") };
    const leaves = new Map<string, number>();
    const tasks = growthsOf(deepest).map((growth) =>
      growthTask(growth, mnist, inputs, pools[growth.jobs - 1]!, (count) => leaves.set(growth.id, count)),
    );
    const variants = await measureInTurns(
      [...tasks, sortingTask(inputs.dataset)],
      isQuick ? quickTurns : turns,
      now,
    );
    return variants.map((variant) => {
      const count = leaves.get(variant.id);
      return count === undefined ? variant : { ...variant, leaves: count };
    });
  } finally {
    for (const pool of pools) await pool.close();
  }
}

/** Of the unpruned trees: each grows once more, in a fresh process. */
async function withMemory(variant: Variant, isQuick: boolean): Promise<Variant> {
  if (!kinds.some((kind) => kind === variant.id)) return variant;
  const program = fileURLToPath(new URL("./programs/tree-memory.js", import.meta.url));
  const args = ["--expose-gc", program, variant.id, ...(isQuick ? ["--quick"] : [])];
  return { ...variant, peakBytes: Number(await outputOf(args)) };
}

await orExplain(() =>
  runBench(
    {
      name: "tree-growth",
      question: "What does a tree cost?",
      setting:
        "Exact trees on the 54,000 training images of MNIST, as a study grows them: the job on a real pool (one worker unless " +
        "said) with sorting, growth, evaluation on 16,000 images and the bytes of tree.json, but without the commit to a " +
        "store. Soft labels are the probabilities of logits made from the images, on which an unpruned tree has about as many " +
        "leaves as on those of the seed's teacher (and is less deep: 80 splits, not 113). Memory is by how much a process with the data grows at its peak while its " +
        "one worker starts and grows the tree. Variants are measured in turn.",
      rateOf: null,
      async measure(context) {
        const variants: Variant[] = [];
        for (const variant of await measureTimes(await seedMnist(), context)) {
          variants.push(await withMemory(variant, context.isQuick));
        }
        return variants;
      },
    },
    { args: process.argv.slice(2), date: new Date(), now: () => performance.now() },
  ),
);
