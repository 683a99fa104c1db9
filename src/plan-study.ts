// A study against the store: what is done, and what a run would do. Needs the data (keys hold its hash), no engine.

import { join } from "node:path";
import { loadDatasets, type StudyDatasets } from "./coordinator/datasets.ts";
import { type ChosenEngine, chooseEngine, type EngineChoice, laneKernelFile } from "./engine/available.ts";
import { usableCores } from "./machine/cores.ts";
import { usableMemory } from "./machine/memory.ts";
import { type Plan, planOf } from "./plan/plan.ts";
import type { PlannedRow } from "./plan/planned.ts";
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

/** The plan for what the store does not have intact, and the keys that it does have. */
export async function planFrom(
  store: Store,
  planning: Planning,
): Promise<{ plan: Plan; done: ReadonlySet<string> }> {
  const done = new Set<string>();
  for (const key of everyKey(planning)) {
    if ((await store.verified(key)) !== null) done.add(key);
  }
  return { plan: planWith(planning, (key) => done.has(key)), done };
}

/** Removes everything that the study would make. */
export async function forget(store: Store, planning: Planning): Promise<void> {
  for (const key of everyKey(planning)) await store.remove(key);
}

function everyKey(planning: Planning): ReadonlySet<string> {
  const { jobs, rows } = planWith(planning, () => false);
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
    hasLaneKernel: engine.name === "native" && laneKernelFile() !== null,
    workerBytes: (workersShare * usableMemory()) / workers,
    isDone,
  });
}

export interface PlanLine {
  readonly experiment: string;
  readonly role: "dataset" | "teacher" | "soft-labels" | "student";
  /** For people: the arm and what its grid gave it, or the teacher's name. */
  readonly label: string;
  readonly seed: number | null;
  readonly key: string;
  /** `failed`: the last run tried; the next one tries again. `too large`: no worker here can hold it. */
  readonly reason: "cached" | "new" | "failed" | "too large";
}

export interface PlanOptions {
  readonly engine?: EngineChoice;
  readonly storeDir: string;
  readonly resultsDir: string;
  readonly baseFolder?: string;
}

export async function planStudy(study: Study, options: PlanOptions): Promise<PlanLine[]> {
  const datasets = await loadDatasets(study, options.baseFolder ?? process.cwd());
  const engine = chooseEngine(options.engine ?? "auto");
  const planning = { study, datasets, engine, workers: usableCores() };
  const { plan, done } = await planFrom(openStore(options.storeDir), planning);
  const failed = await failedKeys(join(options.resultsDir, study.name));
  const tooLarge = new Set(plan.tooLarge.map(({ key }) => key));
  const reasonOf = (key: string) => {
    if (done.has(key)) return "cached";
    if (tooLarge.has(key)) return "too large";
    return failed.has(key) ? "failed" : "new";
  };
  return plan.rows.map((row) => {
    const { experiment, role, seed, key } = row;
    const reason = reasonOf(key);
    return { experiment, role, label: labelOf(row), seed, key, reason };
  });
}

function labelOf(row: PlannedRow): string {
  if (row.role === "dataset") return row.spec.name;
  if (row.role !== "student") return row.teacher.name;
  return [row.cell.arm, variantText(row.cell.variant)].filter((part) => part !== "").join(", ");
}
