// A study against the store: what is done, and what a run would do. Needs the data (keys hold its hash), no engine.
import { loadDatasets, type StudyDatasets } from "./coordinator/datasets.ts";
import { datasetBytes } from "./data/dataset.ts";
import { type ChosenEngine, chooseEngine, type EngineChoice, laneKernelFile } from "./engine/available.ts";
import type { Job } from "./jobs/job.ts";
import { usableCores } from "./machine/cores.ts";
import { defaultMemoryLimit } from "./machine/memory.ts";
import { lacksAvx512 } from "./machine/processor.ts";
import type { EstimateInput } from "./plan/estimate.ts";
import { avx2Slowdown, jobEstimate } from "./plan/job-estimate.ts";
import { type Plan, planner } from "./plan/plan.ts";
import { addedBytes, baseBytes, memoryBinds } from "./plan/run-memory.ts";
import { tooLargeJobs } from "./plan/too-large.ts";
import { upToDate } from "./plan/up-to-date.ts";
import { openStore, type Store } from "./store/store.ts";
import type { Study } from "./study/schema.ts";
import { checkTeachersRun } from "./teachers/check-teacher.ts";

export interface Planning {
  readonly study: Study;
  readonly datasets: StudyDatasets;
  readonly engine: ChosenEngine;
  readonly workers: number;
  /** What the run may take. */
  readonly memoryBytes: number;
}

export interface PlanningOptions {
  readonly engine?: EngineChoice;
  /** Default: the cores. */
  readonly workers?: number;
  /** What a run may take. Default: nine tenths of the machine's memory, or of what its container allows. */
  readonly memoryBytes?: number;
  readonly baseFolder?: string;
}

/** A study with its data, and the machine that it runs on. @throws UserError for an engine or data that are not there or wrong */
export async function openPlanning(study: Study, options: PlanningOptions): Promise<Planning> {
  const engine = chooseEngine(options.engine ?? "auto");
  checkTeachersRun(study, engine.name);
  const { workers = usableCores(), memoryBytes = defaultMemoryLimit() } = options;
  const datasets = await loadDatasets(study, options.baseFolder ?? process.cwd());
  return { study, datasets, engine, workers, memoryBytes };
}

/** The same with its store, and the plan for what is not done. @throws UserError */
export async function planned(study: Study, options: PlanningOptions & { readonly storeDir: string }) {
  const planning = await openPlanning(study, options);
  const store = openStore(options.storeDir);
  return { planning, store, stored: await planFrom(store, planning) };
}

/** How the memory is given to the jobs of a plan. */
export interface MemoryPlan {
  readonly limitBytes: number;
  /** Taken before any job: data, engines. */
  readonly baseBytes: number;
  /** What a job adds while it runs. */
  readonly bytesOf: (job: Job) => number;
  /** Whether jobs may have to wait for it while a worker is free. */
  readonly isShort: boolean;
  /** Jobs that are larger than the limit, and why they are not tried. */
  readonly tooLarge: ReadonlyMap<Job, string>;
}

export interface StorePlan {
  readonly plan: Plan;
  readonly memory: MemoryPlan;
  /** Keys that nothing has to be done for. */
  readonly done: ReadonlySet<string>;
  /** Keys that the store has intact, made from something that it has lost: they are made again. */
  readonly outdated: readonly string[];
  /** All that the study asks for, and what that is made from; done or not. */
  readonly keys: ReadonlySet<string>;
}

/** The plan for what the store does not have intact, and for all that was made from it. */
export async function planFrom(store: Store, planning: Planning): Promise<StorePlan> {
  const planWith = plannerOf(planning);
  const whole = planWith(() => false);
  const keys = keysOf(whole);
  const intact = await intactOf(store, keys);
  const done = upToDate(intact, whole.jobs);
  const outdated = [...intact].filter((key) => !done.has(key));
  const plan = planWith((key) => done.has(key));
  return { plan, memory: memoryPlan(plan, planning), done, outdated, keys };
}

/** Removes everything that the study would make. */
export async function forget(store: Store, planning: Planning): Promise<void> {
  for (const key of keysOf(plannerOf(planning)(() => false))) await store.remove(key);
}

function keysOf({ jobs, rows }: Plan): ReadonlySet<string> {
  return new Set([...jobs.flatMap(({ makes }) => makes), ...rows.map(({ key }) => key)]);
}

/** Files are read at once, so that after some of them others get their turn. */
const keysAtOnce = 32;

async function intactOf(store: Store, keys: Iterable<string>): Promise<ReadonlySet<string>> {
  const intact = new Set<string>();
  let verified = 0;
  for (const key of keys) {
    if ((await store.verified(key)) !== null) intact.add(key);
    if (++verified % keysAtOnce === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return intact;
}

/** Where memory is short, stacks are small and wait for each other; lanes one by one would take many times as long. */
const leastShare = 20e6;

function plannerOf(planning: Planning) {
  const { study, datasets, engine, workers, memoryBytes } = planning;
  return planner({
    study,
    datasetOf: datasets.planned,
    filesOf: datasets.teacherFiles,
    engineId: engine.id,
    cores: usableCores(),
    workers,
    hasLaneKernel: hasLaneKernel(engine),
    workerBytes: Math.max(leastShare, (memoryBytes - heldBefore(planning)) / workers),
  });
}

function heldBefore({ engine, workers, datasets }: Planning): number {
  return baseBytes({ engine: engine.name, workers, dataBytes: datasets.bytes });
}

function memoryPlan({ jobs }: Plan, planning: Planning): MemoryPlan {
  const { engine, datasets, workers, memoryBytes: limitBytes } = planning;
  const { sizesOf, engine: estimated } = estimateInput(planning);
  const bytes = new Map(
    jobs.map((job) => {
      const { hash } = job.dataset;
      const own = jobEstimate(job, sizesOf(hash), estimated).bytes;
      return [job, addedBytes(job, own, engine.name, datasetBytes(datasets.byHash(hash)))] as const;
    }),
  );
  const bytesOf = (job: Job) => bytes.get(job)!;
  const held = heldBefore(planning);
  return {
    limitBytes,
    baseBytes: held,
    bytesOf,
    isShort: memoryBinds([...bytes.values()], workers, limitBytes - held),
    tooLarge: tooLargeJobs(jobs, bytesOf, limitBytes),
  };
}

function hasLaneKernel({ name }: ChosenEngine): boolean {
  return name === "native" && laneKernelFile() !== null;
}

/** For estimates: sizes of the data, and what engine and machine can do. */
export function estimateInput({ study, datasets, engine, workers }: Planning): Omit<EstimateInput, "jobs"> {
  const planned = study.experiments.flatMap((experiment) =>
    study.seeds.map((seed) => datasets.planned(experiment, seed)),
  );
  const byHash = new Map(planned.map((dataset) => [dataset.source.hash, dataset]));
  return {
    sizesOf: (hash) => byHash.get(hash)!,
    engine: { name: engine.name, hasLaneKernel: hasLaneKernel(engine), slowdown: slowdownOf(engine) },
    workers,
  };
}

function slowdownOf({ name }: ChosenEngine): number {
  return name === "native" && lacksAvx512() ? avx2Slowdown : 1;
}
