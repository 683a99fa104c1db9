// The headline table as data: every teacher, then every arm, of every experiment; the controls of one apart. It is
// written as markdown in the report and as plain text in the terminal.
import type { Metrics, Variant } from "../results/row.ts";
import { needsTeacher } from "../study/labels.ts";
import type { StudentSpec } from "../study/schema.ts";
import { differenceCell } from "./comparison.ts";
import { armComparisons, controlComparisons } from "./family.ts";
import { none, percent, percentSpread, spread } from "./format.ts";
import { choiceOf } from "./models.ts";
import { type Comparison, chosenKeys } from "./named-comparisons.ts";
import { pText } from "./p-value.ts";
import type { ArmResults, ExperimentResults, TeacherResults } from "./results.ts";
import { studentText, teacherText, variantText } from "./settings.ts";

export interface HeadlineRow {
  readonly experiment: string;
  readonly model: string;
  /** What was chosen on validation; empty where there was no choice. */
  readonly variant: string;
  readonly settings: string;
  /** Per cent on test, `mean ± sd`. */
  readonly accuracy: string;
  readonly errors: string;
  readonly n: number;
  /** One for each baseline; none where the study names none. */
  readonly comparisons: readonly HeadlineComparison[];
  /** A published accuracy in per cent; empty where the study names none. */
  readonly reference: string;
}

export interface HeadlineComparison {
  readonly baseline: string;
  /** To the baseline, in points. */
  readonly difference: string;
  /** The arm with which the very same comparison was counted; empty without one. */
  readonly countedWith: string;
  /** Holm's, over the arms of the experiment, or over its controls. */
  readonly adjustedP: string;
}

/** Controls aside. */
export function headlineRows(experiments: readonly ExperimentResults[]): HeadlineRow[] {
  return experiments.flatMap((results) => [
    ...results.teachers.map((teacher) => teacherRow(results, teacher)),
    ...armRows(results, false, armComparisons(results)),
  ]);
}

export function controlRows(results: ExperimentResults): HeadlineRow[] {
  return armRows(results, true, controlComparisons(results));
}

function teacherRow(results: ExperimentResults, { spec, rows }: TeacherResults): HeadlineRow {
  return {
    experiment: results.title,
    model: spec.name,
    variant: "",
    settings: teacherText(spec),
    ...figures(rows),
    comparisons: [],
    reference: referenceText(spec.reference),
  };
}

function armRows(
  results: ExperimentResults,
  isControl: boolean,
  comparisons: readonly Comparison[],
): HeadlineRow[] {
  return results.arms
    .filter(({ spec }) => spec.control === isControl)
    .map((arm) => {
      const own = comparisons.filter((comparison) => comparison.arm === arm);
      return armRow(results, arm, own);
    });
}

function armRow(
  results: ExperimentResults,
  arm: ArmResults,
  comparisons: readonly Comparison[],
): HeadlineRow {
  const { spec, chosen } = arm;
  const choice = choiceOf(chosen);
  const own = chosen?.rows[0]?.spec ?? spec;
  return {
    experiment: results.title,
    model: spec.name,
    variant: variantText(choice),
    settings: `${studentText(own, choice)}${teacherNote(results, own, choice)}${sameNote(results, arm)}`,
    ...figures(chosen?.rows ?? []),
    comparisons: comparisons.map(({ baseline, difference, sameAs, adjustedP }) => ({
      baseline: baseline.spec.name,
      difference: differenceCell(difference),
      countedWith: sameAs?.spec.name ?? "",
      adjustedP: pText(adjustedP),
    })),
    reference: referenceText(spec.reference),
  };
}

/** Of several teachers the one that taught; told with the choice where a grid had it. */
function teacherNote({ teachers }: ExperimentResults, spec: StudentSpec, choice: Variant): string {
  if (teachers.length < 2 || !needsTeacher(spec) || "teacher" in choice) return "";
  return `; teacher ${spec.teacher}`;
}

/** An arm before it whose chosen variant is the same results, as a pruned tree of which nothing was cut. */
function sameNote({ arms }: ExperimentResults, arm: ArmResults): string {
  const keys = chosenKeys(arm);
  const same = arms.slice(0, arms.indexOf(arm)).find((other) => chosenKeys(other) === keys);
  if (same === undefined || arm.chosen === null) return "";
  return `; the same ${arm.spec.kind === "tree" ? "trees" : "networks"} as ${same.spec.name}`;
}

function figures(rows: readonly { readonly metrics: { readonly test: Metrics } }[]) {
  const tests = rows.map((row) => row.metrics.test);
  if (tests.length === 0) return { accuracy: none, errors: none, n: 0 };
  return {
    accuracy: percentSpread(tests.map((test) => test.accuracy)),
    errors: spread(
      tests.map((test) => test.errors),
      tests.length === 1 ? 0 : 1,
    ),
    n: tests.length,
  };
}

function referenceText(reference: number | undefined): string {
  return reference === undefined ? "" : percent(reference);
}
