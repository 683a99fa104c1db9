// A plan for people and programs: each row that a study asks for, why a run would make it, and what the run would take.
import { join } from "node:path";
import { type Estimate, estimateOf } from "./plan/estimate.ts";
import type { PlannedRow } from "./plan/planned.ts";
import { estimateInput, type MemoryPlan, type PlanningOptions, planned, type StorePlan } from "./planning.ts";
import { variantText } from "./report/settings.ts";
import { failedKeys } from "./results/failed-keys.ts";
import type { Study } from "./study/schema.ts";

export interface PlanLine {
  readonly experiment: string;
  readonly role: "dataset" | "teacher" | "soft-labels" | "student";
  /** Of the arm, the teacher or the dataset. */
  readonly name: string;
  /** For people: the name, and what a grid gave the arm. */
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
  readonly memory: Pick<MemoryPlan, "limitBytes" | "baseBytes" | "isShort">;
  /** Keys of the rows that failed in the last run, each with its error. */
  readonly failed: ReadonlyMap<string, string>;
}

export interface PlanOptions extends PlanningOptions {
  readonly storeDir: string;
  readonly resultsDir: string;
}

export async function planStudy(study: Study, options: PlanOptions): Promise<StudyPlan> {
  const { planning, stored } = await planned(study, options);
  const failed = await failedKeys(join(options.resultsDir, study.name));
  const reasonOf = reasons(stored, failed);
  const lines = stored.plan.rows.map((row) => {
    const { experiment, role, seed, key } = row;
    return { experiment, role, name: nameOf(row), label: labelOf(row), seed, key, reason: reasonOf(key) };
  });
  const { limitBytes, baseBytes, isShort } = stored.memory;
  return {
    lines,
    estimate: estimateOf({ jobs: stored.plan.jobs, ...estimateInput(planning) }),
    memory: { limitBytes, baseBytes, isShort },
    failed,
  };
}

function reasons({ memory, done, outdated }: StorePlan, failed: ReadonlyMap<string, string>) {
  const refused = [...memory.tooLarge.keys()];
  const [tooLarge, stale] = [new Set(refused.flatMap(({ makes }) => makes)), new Set(outdated)];
  return (key: string): PlanReason => {
    if (done.has(key)) return "cached";
    if (tooLarge.has(key)) return "too large";
    if (stale.has(key)) return "outdated";
    return failed.has(key) ? "failed" : "new";
  };
}

/** For people: the arm and what its grid gave it, or the teacher's name. */
export function labelOf(row: PlannedRow): string {
  const variant = row.role === "student" ? variantText(row.cell.variant) : "";
  return [nameOf(row), variant].filter((part) => part !== "").join(", ");
}

function nameOf(row: PlannedRow): string {
  if (row.role === "dataset") return row.spec.name;
  return row.role === "student" ? row.cell.arm : row.teacher.name;
}
