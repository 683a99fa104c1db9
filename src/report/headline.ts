// The headline table as data: every teacher, then every arm, of every experiment. It is written as markdown in the
// report and as plain text in the terminal.
import type { Metrics } from "../results/row.ts";
import { baselineDifference, baselineOf, differenceCell } from "./comparison.ts";
import { none, percent, percentSpread, spread } from "./format.ts";
import type { ArmResults, ExperimentResults, TeacherResults } from "./results.ts";
import { studentText, teacherText, variantText } from "./settings.ts";

export interface HeadlineRow {
  readonly experiment: string;
  readonly model: string;
  /** The chosen point of the grid; empty without a grid. */
  readonly variant: string;
  readonly settings: string;
  /** Per cent on test, `mean ± sd`. */
  readonly accuracy: string;
  readonly errors: string;
  readonly n: number;
  /** To the baseline, in points; empty where the study names none. */
  readonly difference: string;
  readonly baseline: string;
  /** A published accuracy in per cent; empty where the study names none. */
  readonly reference: string;
}

export function headlineRows(experiments: readonly ExperimentResults[]): HeadlineRow[] {
  return experiments.flatMap((results) => [
    ...results.teachers.map((teacher) => teacherRow(results, teacher)),
    ...results.arms.map((arm) => armRow(results, arm)),
  ]);
}

function teacherRow(results: ExperimentResults, { spec, rows }: TeacherResults): HeadlineRow {
  return {
    experiment: results.title,
    model: spec.name,
    variant: "",
    settings: teacherText(spec),
    ...figures(rows),
    difference: "",
    baseline: "",
    reference: referenceText(spec.reference),
  };
}

function armRow(results: ExperimentResults, arm: ArmResults): HeadlineRow {
  const { spec, chosen } = arm;
  const baseline = baselineOf(results, arm);
  const variant = chosen?.variant ?? {};
  return {
    experiment: results.title,
    model: spec.name,
    variant: variantText(variant),
    settings: studentText(chosen?.rows[0]?.spec ?? spec, variant),
    ...figures(chosen?.rows ?? []),
    difference: baseline === null ? "" : differenceCell(baselineDifference(arm, baseline)),
    baseline: baseline?.spec.name ?? "",
    reference: referenceText(spec.reference),
  };
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
