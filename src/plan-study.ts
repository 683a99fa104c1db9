// A study against the store: what is done, and what a run would do. Needs the data (keys hold its hash), no engine.

import { join } from "node:path";
import { loadDatasets, type StudyDatasets } from "./coordinator/datasets.ts";
import { type ChosenEngine, chooseEngine, type EngineChoice, laneKernelFile } from "./engine/available.ts";
import { usableCores } from "./machine/cores.ts";
import { usableMemory } from "./machine/memory.ts";
import { lacksAvx512 } from "./machine/processor.ts";
import { type Estimate, estimateOf } from "./plan/estimate.ts";
import { avx2Slowdown } from "./plan/job-estimate.ts";
import { type Plan, planOf } from "./plan/plan.ts";
import type { PlannedRow } from "./plan/planned.ts";
import { upToDate } from "./plan/up-to-date.ts";
import { variantText } from "./report/settings.ts";
import { failedKeys } from "./results/failed-keys.ts";
import { openStore, type Store } from "./store/store.ts";
import type { Study } from "./study/schema.ts";

export interface Planning {
  readonly study: Study;
  readonly datasets: StudyDatasets;
  readonly engine: ChosenEngine;
  readonly workers: number;
}

export interface StorePlan {
  readonly plan: Plan;
  /** Keys that nothing has to be done for. */
  readonly done: ReadonlySet<string>;
  /** Keys that the store has intact, made from something that it has lost: they are made again. */
  readonly outdated: readonly string[];
  /** All that the study asks for, and what that is made from; done or not. */
  readonly keys: ReadonlySet<string>;
}

/** The plan for what the store does not have intact, and for all that was made from it. */
export async function planFrom(store: Store, planning: Planning): Promise<StorePlan> {
  const whole = planWith(planning, () => false);
  const keys = keysOf(whole);
  const intact = new Set<string>();
  for (const key of keys) {
    if ((await store.verified(key)) !== null) intact.add(key);
  }
  const done = upToDate(intact, whole.jobs);
  const outdated = [...intact].filter((key) => !done.has(key));
  return { plan: planWith(planning, (key) => done.has(key)), done, outdated, keys };
}

/** Removes everything that the study would make. */
export async function forget(store: Store, planning: Planning): Promise<void> {
  for (const key of keysOf(planWith(planning, () => false))) await store.remove(key);
}

function keysOf({ jobs, rows }: Plan): ReadonlySet<string> {
  return new Set([...jobs.flatMap(({ makes }) => makes), ...rows.map(({ key }) => key)]);
}

/** Of the machine's memory; the rest is for data, engines and the system. */
const workersShare = 0.6;

function planWith({ study, datasets, engine, workers }: Planning, isDone: (key: string) => boolean): Plan {
  return planOf({
    study,
    datasetOf: datasets.planned,
    engineId: engine.id,
    cores: usableCores(),
    workers,
    hasLaneKernel: hasLaneKernel(engine),
    workerBytes: (workersShare * usableMemory()) / workers,
    isDone,
  });
}

function hasLaneKernel({ name }: ChosenEngine): boolean {
  return name === "native" && laneKernelFile() !== null;
}

export interface PlanLine {
  readonly experiment: string;
  readonly role: "dataset" | "teacher" | "soft-labels" | "student";
  /** For people: the arm and what its grid gave it, or the teacher's name. */
  readonly label: string;
  readonly seed: number | null;
  readonly key: string;
  /**
   * `outdated`: what it was made from is made again, and so is this. `failed`: the last run tried; the next one tries again.
   * `too large`: no worker here can hold it.
   */
  readonly reason: PlanReason;
}

export type PlanReason = "cached" | "new" | "outdated" | "failed" | "too large";

export interface StudyPlan {
  /** One for each row that the study asks for. */
  readonly lines: readonly PlanLine[];
  /** Of what a run would do. */
  readonly estimate: Estimate;
  /** Keys of the rows that failed in the last run, each with its error. */
  readonly failed: ReadonlyMap<string, string>;
}

export interface PlanOptions {
  readonly engine?: EngineChoice;
  readonly storeDir: string;
  readonly resultsDir: string;
  /** Default: the cores. */
  readonly workers?: number;
  readonly baseFolder?: string;
}

/** A study with its data and its store, and the plan for what is not done. @throws UserError for data that is not there or wrong */
export async function planned(study: Study, options: Omit<PlanOptions, "resultsDir">) {
  const datasets = await loadDatasets(study, options.baseFolder ?? process.cwd());
  const engine = chooseEngine(options.engine ?? "auto");
  const planning: Planning = { study, datasets, engine, workers: options.workers ?? usableCores() };
  const store = openStore(options.storeDir);
  return { planning, store, stored: await planFrom(store, planning) };
}

export async function planStudy(study: Study, options: PlanOptions): Promise<StudyPlan> {
  const { planning, stored } = await planned(study, options);
  const failed = await failedKeys(join(options.resultsDir, study.name));
  const reasonOf = reasons(stored, failed);
  const lines = stored.plan.rows.map((row) => {
    const { experiment, role, seed, key } = row;
    return { experiment, role, label: labelOf(row), seed, key, reason: reasonOf(key) };
  });
  return { lines, estimate: estimateFor(stored.plan, planning), failed };
}

function reasons({ plan, done, outdated }: StorePlan, failed: ReadonlyMap<string, string>) {
  const [tooLarge, stale] = [new Set(plan.tooLarge.map(({ key }) => key)), new Set(outdated)];
  return (key: string): PlanReason => {
    if (done.has(key)) return "cached";
    if (tooLarge.has(key)) return "too large";
    if (stale.has(key)) return "outdated";
    return failed.has(key) ? "failed" : "new";
  };
}

function estimateFor({ jobs }: Plan, { study, datasets, engine, workers }: Planning): Estimate {
  const planned = study.experiments.flatMap((experiment) =>
    study.seeds.map((seed) => datasets.planned(experiment, seed)),
  );
  const byHash = new Map(planned.map((dataset) => [dataset.source.hash, dataset]));
  return estimateOf({
    jobs,
    sizesOf: (hash) => byHash.get(hash)!,
    engine: { name: engine.name, hasLaneKernel: hasLaneKernel(engine), slowdown: slowdownOf(engine) },
    workers,
  });
}

function slowdownOf({ name }: ChosenEngine): number {
  return name === "native" && lacksAvx512() ? avx2Slowdown : 1;
}

/** For people: the arm and what its grid gave it, or the teacher's name. */
export function labelOf(row: PlannedRow): string {
  if (row.role === "dataset") return row.spec.name;
  if (row.role !== "student") return row.teacher.name;
  return [row.cell.arm, variantText(row.cell.variant)].filter((part) => part !== "").join(", ");
}
