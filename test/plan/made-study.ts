// A small study of every kind of model, made in this thread on the portable engine: with a store and rows that are real.
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { coordinate } from "../../src/coordinator/coordinate.ts";
import { inputProvider } from "../../src/coordinator/inputs.ts";
import { rowOf } from "../../src/coordinator/rows.ts";
import { inlineExecutor } from "../../src/executors/inline.ts";
import { openPlanning, type Planning, planFrom } from "../../src/planning.ts";
import type { Row } from "../../src/results/row.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { parseStudyObject } from "../../src/study/parse.ts";
import type { Study, StudyInput } from "../../src/study/schema.ts";

export const written = {
  name: "moons",
  seeds: [1, 2],
  experiments: [
    {
      name: "moons",
      dataset: { name: "moons", n: 60, validation: 40, test: 100, noise: 0.3 },
      teachers: [{ name: "network", kind: "mlp", hidden: [8], epochs: 3, learningRate: 0.05 }],
      students: [
        { name: "hard tree", kind: "tree", labels: "hard" },
        { name: "soft tree", kind: "tree", labels: "soft" },
        { name: "small", kind: "mlp", labels: "soft", hidden: [4], epochs: 2, grid: { temperature: [1, 2] } },
        { name: "filters", kind: "soft-tree", labels: "soft", depth: 2, epochs: 20, learningRate: 0.1 },
      ],
    },
  ],
} satisfies StudyInput;

export interface MadeStudy {
  readonly folder: string;
  readonly store: Store;
  readonly planning: Planning;
  readonly rows: readonly Row[];
}

export function planningOf(study: Study): Promise<Planning> {
  return openPlanning(study, { engine: "portable", workers: 1, memoryBytes: 4e9 });
}

/** In a new folder, which the caller removes. */
export async function madeStudy(input: StudyInput = written): Promise<MadeStudy> {
  const folder = await mkdtemp(join(tmpdir(), "distilgrid-made-"));
  const store = openStore(folder);
  const planning = await planningOf(parseStudyObject(input));
  return { folder, store, planning, rows: await makeMissing(folder, planning) };
}

/** What a run does between plan and report. */
async function makeMissing(folder: string, planning: Planning): Promise<Row[]> {
  const store = openStore(folder);
  const { plan, memory, done } = await planFrom(store, planning);
  const executor = inlineExecutor({ storeDir: folder, engine: planning.engine });
  const { failures } = await coordinate({
    jobs: plan.jobs,
    done,
    rowKeys: plan.rows.map(({ key }) => key),
    places: 1,
    memory: { ...memory, peakBytes: () => null },
    placementOf: (job) => ({ executor, places: 1, bytes: memory.bytesOf(job) }),
    refused: memory.tooLarge,
    inputs: inputProvider(store, planning.datasets.of),
    clock: () => 0,
    onEvent: () => undefined,
    signal: undefined,
  });
  return Promise.all(plan.rows.map((row) => rowOf(row, store, failures)));
}
