// Results of a study whose numbers the test gives: what a row holds is what `made` says of its cell.
import { type ExperimentResults, experimentResults } from "../../src/report/results.ts";
import type { Metrics, StudentRow, TeacherRow, TestMetrics } from "../../src/results/row.ts";
import { codedPlaces } from "../../src/results/sample-places.ts";
import { type Cell, cellsOf } from "../../src/study/cells.ts";
import { keyOf } from "../../src/study/key.ts";
import { parseStudyObject } from "../../src/study/parse.ts";
import type { TeacherSpec } from "../../src/study/schema.ts";

export interface Made {
  /** Test accuracy. */
  readonly test?: number;
  readonly validation?: number;
  /** On test. */
  readonly nll?: number;
  readonly ece?: number;
  readonly confusion?: TestMetrics["confusion"];
  /** Places of the wrong samples. */
  readonly wrong?: readonly number[];
  readonly leftOutBias?: number | null;
  readonly leaves?: number;
  readonly parameters?: number;
  readonly curve?: readonly number[];
}

export interface MadeStudy {
  readonly seeds: readonly number[];
  readonly students: readonly object[];
  readonly teachers?: readonly object[];
  readonly targetAccuracy?: number;
  /** null for a cell that is not done. */
  readonly made: (cell: Cell) => Made | null;
  /** Of a teacher with a seed of its own there is one row. */
  readonly madeTeacher?: (teacher: TeacherSpec) => Made;
}

export function madeResults({
  seeds,
  students,
  teachers = [teacher],
  targetAccuracy,
  made,
  madeTeacher = () => ({}),
}: MadeStudy): ExperimentResults {
  const study = parseStudyObject({
    name: "made",
    seeds,
    experiments: [
      {
        name: "digits",
        title: "Digits",
        dataset: { name: "mnist" },
        teachers,
        students,
        ...(targetAccuracy === undefined ? {} : { targetAccuracy }),
      },
    ],
  });
  const experiment = study.experiments[0]!;
  const rows = cellsOf(experiment, seeds).flatMap((cell) => {
    const of = made(cell);
    return of === null ? [] : [studentRow(cell, of)];
  });
  const teacherRows = experiment.teachers.flatMap((spec) => {
    const own = "seed" in spec && spec.seed !== undefined ? [null] : seeds;
    return own.map((seed) => teacherRow(spec, seed, madeTeacher(spec)));
  });
  return experimentResults(study, [...teacherRows, ...rows])[0]!;
}

const teacher = { name: "network", kind: "mlp", hidden: [100], epochs: 1, seed: 1 };

/** Values with this mean, sd 0.001 and, over five seeds, a 95 % interval of 0.124 points to each side. */
export function around(center: number, seed: number): number {
  // Deviations -a, -a, 0, a, a: sum of squares 4 a^2 = 4 * 0.001^2, so a = 0.001; margin 2.776 * 0.001 / sqrt(5).
  return center + 0.001 * [-1, -1, 0, 1, 1][(seed - 1) % 5]!;
}

function studentRow({ arm, variant, student, teacher, seed }: Cell, made: Made): StudentRow {
  const { leaves } = made;
  return {
    ...shared([arm, variant, seed], made),
    role: "student",
    seed,
    arm,
    variant,
    spec: student,
    teacher: teacher?.name ?? null,
    keptEpoch: null,
    leftOutBias: made.leftOutBias ?? null,
    tree: leaves === undefined ? null : { leaves, depth: 2, featureUse: null, drawing: null },
    softTree: null,
  };
}

function teacherRow(spec: TeacherSpec, seed: number | null, made: Made): TeacherRow {
  return {
    ...shared([spec.name, seed], made),
    role: "teacher",
    seed,
    teacher: spec.name,
    spec,
    keptEpoch: 1,
  };
}

function shared(identity: readonly unknown[], { test = 0.9, validation = 0.9, wrong = [], ...made }: Made) {
  const { nll = 0.4, ece = 0.05 } = made;
  const details = { confusion: made.confusion ?? [], reliability: [], wrong: codedPlaces(wrong) };
  return {
    schemaVersion: 2 as const,
    key: keyOf(identity),
    experiment: "digits",
    state: "done" as const,
    engine: "none",
    metrics: { validation: metrics(validation), test: { ...metrics(test), nll, ece, ...details } },
    curve: made.curve ?? [],
    cost: { parameters: made.parameters ?? 7, bytes: 28, multiplyAdds: 6 },
    decisionGrid: null,
  };
}

function metrics(accuracy: number): Metrics {
  return {
    samples: 1000,
    errors: Math.round(1000 * (1 - accuracy)),
    accuracy,
    nll: 0.4,
    brier: 0.2,
    ece: 0.05,
    teacherAgreement: null,
    teacherKl: null,
  };
}
