// What does a cell cost beside its work?
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { coordinate } from "../src/coordinator/coordinate.ts";
import { inputProvider } from "../src/coordinator/inputs.ts";
import { rowOf } from "../src/coordinator/rows.ts";
import type { Executor } from "../src/executors/executor.ts";
import { packageRoot } from "../src/package-root.ts";
import { openPlanning, type Planning, planFrom } from "../src/planning.ts";
import { openRunning } from "../src/store/running.ts";
import { openStore, type Store } from "../src/store/store.ts";
import { parseStudyObject } from "../src/study/parse.ts";
import type { StudyInput } from "../src/study/schema.ts";
import { type BenchContext, orExplain, runBench } from "./suite/command.ts";
import { outputOf } from "./suite/program.ts";
import type { Task } from "./suite/tasks.ts";
import { withTemporaryFolder } from "./suite/temporary-folder.ts";
import { measureInTurns } from "./suite/turns.ts";

const count = (n: number) => Array.from({ length: n }, (_, i) => 1 + i);
const cells = 500;

/** Trees that share no growth: a job each. */
function studyOf(seeds: number): StudyInput {
  const grid = { minSamplesLeaf: count(cells / seeds) };
  return {
    name: "cells",
    seeds: count(seeds),
    experiments: [
      {
        name: "moons",
        dataset: { name: "moons", n: 60, validation: 30, test: 30, noise: 0.3 },
        students: [{ name: "tree", kind: "tree", labels: "hard", grid }],
      },
    ],
  };
}

/** As large as what is committed of a small tree. */
const file = { name: "tree.json", bytes: Buffer.alloc(1000, "1") };
const summary = { metrics: Array.from({ length: 100 }, (_, i) => ({ value: i / 7 })) };

function executorWith(work: (key: string, kind: string) => Promise<void>): Executor {
  return {
    async run(job) {
      for (const key of job.makes) await work(key, job.kind);
      return { failures: [] };
    },
    close: async () => undefined,
  };
}

/** All that a run does for its cells between data and report. */
async function runCells(
  store: Store,
  storeDir: string,
  planning: Planning,
  executor: Executor,
): Promise<void> {
  const { plan, memory, done } = await planFrom(store, planning);
  const running = openRunning(storeDir);
  const { failures, timings } = await coordinate({
    jobs: plan.jobs,
    done,
    rowKeys: plan.rows.map(({ key }) => key),
    places: planning.workers,
    memory: { ...memory, peakBytes: () => null },
    placementOf: (job) => ({ executor, places: 1, bytes: memory.bytesOf(job) }),
    refused: memory.tooLarge,
    inputs: inputProvider(store, planning.datasets.of),
    clock: () => performance.now(),
    onEvent: (event) => {
      if (event.type === "job-started") running.started({ job: event.job, keys: [] });
      if (event.type === "job-done") running.ended(event.job);
    },
    signal: undefined,
  });
  for (const row of plan.rows) await rowOf(row, store, failures);
  running.close();
  if (timings.length < cells) throw new Error(`Expected at least ${cells} jobs, got ${timings.length}`);
}

const common = { engine: null, threads: null, at: null, async: true } as const;

function cellsTask(folder: string, planning: Planning): Task {
  let round = 0;
  return {
    ...common,
    id: "cell",
    name: "planned, coordinated, committed and read as a row",
    per: "cell",
    units: cells,
    run() {
      const storeDir = join(folder, `store-${round++}`);
      const store = openStore(storeDir);
      return runCells(
        store,
        storeDir,
        planning,
        executorWith((key, kind) => store.commit(key, kind, [file], summary)),
      );
    },
  };
}

function commitTask(folder: string): Task {
  const store = openStore(join(folder, "commits"));
  let made = 0;
  return {
    ...common,
    id: "commit",
    name: "of this, the commit: a file and a record, each flushed",
    per: "commit",
    units: cells,
    async run() {
      for (let i = 0; i < cells; i++) {
        await store.commit((made++).toString(16).padStart(64, "0"), "bench", [file], summary);
      }
    },
  };
}

/** The command as a process, on a study that is finished. */
async function resumeTask(folder: string): Promise<Task> {
  const path = join(folder, "cells.json");
  await writeFile(path, JSON.stringify(studyOf(5)));
  const folders = ["--results", join(folder, "results"), "--store", join(folder, "store")];
  const command = join(packageRoot(), "dist", "src", "cli", "main.js");
  const args = [command, "run", path, "--engine", "portable", "--no-cost", ...folders];
  await outputOf(args);
  return {
    ...common,
    id: "resume",
    name: `\`distilgrid run\` on a finished study of ${cells} cells`,
    per: "command",
    units: 1,
    async run() {
      const output = await outputOf(args);
      if (!output.includes("every row was cached")) throw new Error("Expected nothing to do");
    },
  };
}

async function measure(folder: string, { isQuick, now }: BenchContext) {
  const planning = await openPlanning(parseStudyObject(studyOf(20)), { engine: "portable", workers: 2 });
  const tasks = [cellsTask(folder, planning), commitTask(folder), await resumeTask(folder)];
  return measureInTurns(
    tasks,
    isQuick ? { rounds: 1, warmupRounds: 0 } : { rounds: 9, warmupRounds: 1 },
    now,
  );
}

await orExplain(() =>
  runBench(
    {
      name: "coordinator",
      question: "What does a cell cost beside its work?",
      setting:
        `${cells} cells, each a job of its own whose work is to commit a kilobyte; two at a time in the thread of the ` +
        "coordinator. Files are flushed to the disk of the temporary folder.",
      rateOf: null,
      measure: (context) => withTemporaryFolder((folder) => measure(folder, context)),
    },
    { args: process.argv.slice(2), date: new Date(), now: () => performance.now() },
  ),
);
