// Teachers and arms alike, as the detailed tables list them.
import type { Cost, DecisionGrid, Metrics, StudentRow } from "../results/row.ts";
import type { ExperimentResults } from "./results.ts";
import { variantText } from "./settings.ts";

export interface ModelRow {
  readonly seed: number | null;
  readonly key: string;
  readonly metrics: { readonly validation: Metrics; readonly test: Metrics };
  readonly cost: Cost;
  readonly keptEpoch: number | null;
  readonly tree: StudentRow["tree"];
  readonly decisionGrid: DecisionGrid | null;
}

export interface Model {
  readonly role: "teacher" | "student";
  /** With the chosen variant, where there was a choice. */
  readonly name: string;
  readonly rows: readonly ModelRow[];
}

/** Those of which something is done. */
export function modelsOf(results: ExperimentResults): Model[] {
  const teachers = results.teachers.map(({ spec, rows }) => ({
    role: "teacher" as const,
    name: spec.name,
    rows: rows.map((row) => ({ ...row, tree: null })),
  }));
  const students = results.arms.map(({ spec, chosen }) => {
    const variant = variantText(chosen?.variant ?? {});
    const name = variant === "" ? spec.name : `${spec.name} (${variant})`;
    return { role: "student" as const, name, rows: chosen?.rows ?? [] };
  });
  return [...teachers, ...students].filter(({ rows }) => rows.length > 0);
}
