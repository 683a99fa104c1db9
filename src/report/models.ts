// Teachers and arms alike, as the detailed tables list them.
import type { BothMetrics, Cost, DecisionGrid, StudentRow, Variant } from "../results/row.ts";
import { escapeMarkdown } from "./markdown.ts";
import type { ArmResults, ExperimentResults, VariantResults } from "./results.ts";
import { variantText, withVariant } from "./settings.ts";

export interface ModelRow {
  readonly seed: number | null;
  readonly key: string;
  readonly metrics: BothMetrics;
  /** null where it is not known, of a teacher from outside. */
  readonly cost: Cost | null;
  readonly keptEpoch: number | null;
  readonly tree: StudentRow["tree"];
  readonly decisionGrid: DecisionGrid | null;
}

export interface Model {
  readonly role: "teacher" | "student";
  /** With the chosen variant, where there was a choice. */
  readonly name: string;
  readonly arm: string;
  /** "T = 2"; empty where there was no choice. */
  readonly choice: string;
  /** Whose answers its own are compared with; null without a teacher. */
  readonly teacher: string | null;
  readonly rows: readonly ModelRow[];
}

/** Those of which something is done. */
export function modelsOf(results: ExperimentResults): Model[] {
  const teachers = results.teachers.map(({ spec, rows }) => ({
    role: "teacher" as const,
    name: spec.name,
    arm: spec.name,
    choice: "",
    teacher: spec.kind === "mlp" ? (spec.teacher ?? null) : null,
    rows: rows.map((row) => ({ ...row, tree: null })),
  }));
  const students = results.arms.map(({ spec, chosen }) => {
    const choice = choiceOf(chosen);
    const name = withVariant(spec.name, choice);
    const rows = chosen?.rows ?? [];
    const teacher = rows[0]?.teacher ?? null;
    return { role: "student" as const, name, arm: spec.name, choice: variantText(choice), teacher, rows };
  });
  return [...teachers, ...students].filter(({ rows }) => rows.length > 0);
}

/** The one that taught what was chosen of the arm, else the first. */
export function teacherModelOf(models: readonly Model[], arm: ArmResults | null): Model | undefined {
  const teachers = models.filter(({ role }) => role === "teacher");
  const taughtBy = arm?.chosen?.rows[0]?.teacher;
  return teachers.find((teacher) => teacher.arm === taughtBy) ?? teachers[0];
}

/** All that was chosen on validation: the point of the grid, and what was tuned there. */
export function choiceOf(chosen: VariantResults | null): Variant {
  return { ...chosen?.variant, ...chosen?.tuned };
}

/** "soft tree (T = 2, chosen on validation)", as markdown. */
export function armName({ spec, chosen }: ArmResults): string {
  const choice = variantText(choiceOf(chosen));
  return escapeMarkdown(choice === "" ? spec.name : `${spec.name} (${choice}, chosen on validation)`);
}
