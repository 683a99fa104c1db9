// The rows of one experiment, sorted into what the study asked for. What is not there yet is an empty list, so
// nothing that reads this can stumble over a study that is half done.
import type {
  DatasetRow,
  FailedCellRow,
  FailedJobRow,
  Row,
  SoftLabelsRow,
  StudentRow,
  TeacherRow,
  Variant,
} from "../results/row.ts";
import { axesOf, trainedVariants } from "../study/grid.ts";
import { groupBy } from "../study/group-by.ts";
import { canonicalJson } from "../study/key.ts";
import type { Experiment, StudentSpec, Study, TeacherSpec } from "../study/schema.ts";
import { uniqueBy } from "../study/unique-by.ts";
import { type Choosable, chosenOf, preferenceOf } from "./chosen-variant.ts";

export interface VariantResults extends Choosable {
  /** The point of the grid. */
  readonly variant: Variant;
  /** What was chosen on validation for this point alone, of the axes that the arm tunes; empty without any. */
  readonly tuned: Variant;
  /** All that was tried for this point, in the order of the axes; one where nothing is tuned. */
  readonly candidates: readonly CandidateResults[];
  /** Of the chosen candidate: see there. */
  readonly rows: readonly StudentRow[];
}

export interface CandidateResults extends Choosable {
  readonly tuned: Variant;
  /** Done, by seed. Rows of one key are one result, as those of a tree on data that serve all seeds: it counts once. */
  readonly rows: readonly StudentRow[];
}

export interface ArmResults {
  readonly spec: StudentSpec;
  /** One for each point of the grid, in its order; a single one without a grid. */
  readonly variants: readonly VariantResults[];
  /** The one that validation prefers; null where no cell is done. */
  readonly chosen: VariantResults | null;
}

export interface TeacherResults {
  readonly spec: TeacherSpec;
  /** As of an arm. */
  readonly rows: readonly TeacherRow[];
  readonly everySeed: readonly TeacherRow[];
}

export type FailedRow = FailedCellRow | FailedJobRow;

export interface ExperimentResults {
  readonly experiment: Experiment;
  readonly title: string;
  readonly datasets: readonly DatasetRow[];
  readonly teachers: readonly TeacherResults[];
  readonly softLabels: readonly SoftLabelsRow[];
  readonly arms: readonly ArmResults[];
  readonly failed: readonly FailedRow[];
  /** Cells that the study asks for. */
  readonly cells: number;
}

export function experimentResults(study: Study, rows: readonly Row[]): ExperimentResults[] {
  return study.experiments.map((experiment) => {
    const own = rows.filter((row) => row.experiment === experiment.name);
    const done = own.filter((row) => row.state === "done");
    const arms = experiment.students.map((spec) => armResults(experiment, spec, done.filter(isStudent)));
    return {
      experiment,
      title: experiment.title ?? experiment.name,
      datasets: bySeed(done.filter((row) => row.role === "dataset")),
      teachers: experiment.teachers.map((spec) => teacherResults(spec, done)),
      softLabels: bySeed(done.filter((row) => row.role === "soft-labels")),
      arms,
      failed: own.filter((row) => row.state === "failed"),
      cells: experiment.students.flatMap(trainedVariants).length * study.seeds.length,
    };
  });
}

function armResults(experiment: Experiment, spec: StudentSpec, rows: readonly StudentRow[]): ArmResults {
  const own = rows.filter((row) => row.arm === spec.name);
  const byVariant = new Map(
    groupBy(own, (row) => canonicalJson(row.variant)).map((of) => [canonicalJson(of[0]!.variant), of]),
  );
  const names = new Set<string>(axesOf(spec).map(({ name }) => name));
  const points = groupBy(trainedVariants(spec), (variant) =>
    canonicalJson(picked(variant, (axis) => names.has(axis))),
  );
  const variants = points.map((trained): VariantResults => {
    const candidates = trained.map((variant) => {
      const results = distinct(byVariant.get(canonicalJson(variant)) ?? []);
      const tuned = picked(variant, (axis) => !names.has(axis));
      return { ...results, tuned, preference: preferenceOf(experiment, results.rows) };
    });
    const chosen = chosenOf(candidates) ?? candidates[0]!;
    return { ...chosen, variant: picked(trained[0]!, (axis) => names.has(axis)), candidates };
  });
  return { spec, variants, chosen: chosenOf(variants) };
}

function picked(variant: Variant, isWanted: (axis: string) => boolean): Variant {
  return Object.fromEntries(Object.entries(variant).filter(([axis]) => isWanted(axis)));
}

function teacherResults(spec: TeacherSpec, done: readonly Row[]): TeacherResults {
  return { spec, ...distinct(done.filter(isTeacher).filter((row) => row.teacher === spec.name)) };
}

function distinct<T extends { readonly seed: number | null; readonly key: string }>(rows: readonly T[]) {
  const everySeed = bySeed(rows);
  return { rows: uniqueBy(everySeed, ({ key }) => key), everySeed };
}

function isStudent(row: Row): row is StudentRow {
  return row.role === "student" && row.state === "done";
}

function isTeacher(row: Row): row is TeacherRow {
  return row.role === "teacher" && row.state === "done";
}

function bySeed<T extends { readonly seed: number | null }>(rows: readonly T[]): T[] {
  return rows.toSorted((a, b) => (a.seed ?? -1) - (b.seed ?? -1));
}
