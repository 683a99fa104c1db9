// Asks models of the store for predictions and takes the time: all in one thread, one after another.
import { cpus } from "node:os";
import type { Dataset } from "../data/dataset.ts";
import { chooseEngine } from "../engine/available.ts";
import type { EngineName } from "../engine/engine.ts";
import { loadEngine } from "../engine/load.ts";
import { type CostLine, costJob } from "../results/cost-line.ts";
import { openStore } from "../store/store.ts";
import { type LoadedModel, loadNetwork, loadTree } from "./load-model.ts";
import type { MeasuredModel } from "./measured-models.ts";
import { predictionTime } from "./prediction-time.ts";

/** Plain data: it crosses to a thread. */
export interface MeasureTask {
  readonly models: readonly MeasuredModel[];
  /** By hash. */
  readonly datasets: ReadonlyMap<string, Dataset>;
  readonly storeDir: string;
  readonly engines: readonly EngineName[];
}

const batchSamples = 1000;

/** A line for each tree, and for each network and engine. `clock`: milliseconds. */
export async function measureCosts(task: MeasureTask, clock: () => number): Promise<CostLine[]> {
  const store = openStore(task.storeDir);
  const datasetOf = ({ dataHash }: MeasuredModel) => task.datasets.get(dataHash)!;
  const isTree = ({ spec }: MeasuredModel) => spec.kind === "tree";
  const lines: CostLine[] = [];
  for (const model of task.models.filter(isTree)) {
    lines.push(
      await costLine(model, null, datasetOf(model), clock, () => loadTree(store, model, datasetOf(model))),
    );
  }
  for (const name of task.engines) {
    const engine = await loadEngine(name);
    for (const model of task.models.filter((other) => !isTree(other))) {
      const load = () => loadNetwork(engine, store, model, datasetOf(model));
      lines.push(await costLine(model, name, datasetOf(model), clock, load));
    }
  }
  return lines;
}

async function costLine(
  { architecture, key }: MeasuredModel,
  engine: EngineName | null,
  { splits }: Dataset,
  clock: () => number,
  load: () => Promise<LoadedModel>,
): Promise<CostLine> {
  const started = clock();
  const { predict, close } = await load();
  try {
    const batch = splits.test.subarray(0, batchSamples);
    let next = 0; // one sample after another: always the same one would lie in the caches
    const predictNext = () => {
      predict(batch.subarray(next, next + 1));
      next = (next + 1) % batch.length;
    };
    const oneSample = predictionTime(predictNext, 1, clock);
    const inBatch = predictionTime(() => predict(batch), batch.length, clock);
    return {
      job: costJob(architecture, engine),
      kind: "measure-cost",
      cells: 1,
      elapsedMs: clock() - started,
      architecture,
      key,
      engine: engine && chooseEngine(engine).id,
      cpu: cpus()[0]?.model ?? "unknown",
      node: process.versions.node,
      oneSample,
      inBatch: { ...inBatch, samples: batch.length },
    };
  } finally {
    close();
  }
}
