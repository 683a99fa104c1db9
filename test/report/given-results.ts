// Results of one experiment of which a test says what it looks at; everything else is plain.
import { type ExperimentResults, experimentResults } from "../../src/report/results.ts";
import type { Cost, DatasetRow, Row, StudentRow, TeacherRow, TestMetrics } from "../../src/results/row.ts";
import { codedPlaces } from "../../src/results/sample-places.ts";
import { type Cell, cellsOf } from "../../src/study/cells.ts";
import { keyOf } from "../../src/study/key.ts";
import { parseStudyObject } from "../../src/study/parse.ts";
import type { Study, TrainedTeacherSpec } from "../../src/study/schema.ts";

export interface Given {
  readonly key?: string;
  /** Accuracies, 0 to 1. */
  readonly validation?: number;
  readonly accuracy?: number;
  /** Places in the test split. */
  readonly wrong?: readonly number[];
  readonly test?: Partial<TestMetrics>;
  readonly cost?: Partial<Cost>;
}

export interface GivenStudy {
  readonly students: readonly object[];
  readonly seeds?: readonly number[];
  readonly dataset?: object;
  /** Shape of a sample. */
  readonly inputShape?: readonly number[];
  readonly names?: DatasetRow["names"];
  /** null where the teacher is not done. */
  readonly teacher?: Given | null;
  /** null where the cell is not done. */
  readonly cell: (cell: Cell) => Given | null;
}

export const hard = { name: "hard", kind: "mlp", labels: "hard", epochs: 1 } as const;
export const soft = { name: "soft", kind: "mlp", labels: "soft", epochs: 1 } as const;

export function givenResults(given: GivenStudy): ExperimentResults {
  const { study, rows } = givenRows(given);
  return experimentResults(study, rows)[0]!;
}

export function givenRows(given: GivenStudy): { readonly study: Study; readonly rows: readonly Row[] } {
  const { students, seeds = [1], dataset = { name: "mnist" }, inputShape = [2, 2, 1], teacher = {} } = given;
  const teachers = [{ name: "t", kind: "mlp", hidden: [2], epochs: 1, seed: 1 }];
  const study = parseStudyObject({
    name: "given",
    seeds,
    experiments: [{ name: "digits", dataset, teachers, students }],
  });
  const experiment = study.experiments[0]!;
  const data: DatasetRow = {
    ...base("data", null),
    role: "dataset",
    state: "done",
    spec: experiment.dataset,
    hash: "h",
    inputShape,
    numClasses: 2,
    splits: { train: 100, validation: 10, test: 100 },
    bayesAccuracy: null,
    points: null,
    ...(given.names && { names: given.names }),
  };
  const cells = cellsOf(experiment, study.seeds).flatMap((cell) => {
    const of = given.cell(cell);
    return of === null ? [] : [studentRow(cell, of)];
  });
  const spec = experiment.teachers[0] as TrainedTeacherSpec;
  const own: TeacherRow[] =
    teacher === null
      ? []
      : [{ ...base("t", null), role: "teacher", state: "done", teacher: "t", spec, ...modelFields(teacher) }];
  return { study, rows: [data, ...own, ...cells] };
}

function studentRow(cell: Cell, given: Given): StudentRow {
  const { arm, variant, student: spec, seed } = cell;
  return {
    ...base(given.key ?? keyOf([arm, variant, seed]), seed),
    role: "student",
    state: "done",
    seed,
    arm,
    variant,
    spec,
    teacher: "t",
    ...modelFields(given),
    leftOutBias: null,
    tree: null,
    softTree: null,
  };
}

const base = (key: string, seed: number | null) =>
  ({ schemaVersion: 2, key, experiment: "digits", seed }) as const;

function modelFields({ validation = 0.9, accuracy = 0.9, wrong = [], test, cost }: Given) {
  const averages = { samples: 100, nll: 0.4, brier: 0.2, ece: 0.05, teacherAgreement: null, teacherKl: null };
  const errors = (share: number) => Math.round(100 * (1 - share));
  const details = {
    confusion: [
      [50, 0],
      [0, 50],
    ],
    reliability: [],
    wrong: codedPlaces(wrong),
  };
  return {
    engine: "none",
    metrics: {
      validation: { ...averages, accuracy: validation, errors: errors(validation) },
      test: { ...averages, ...details, accuracy, errors: errors(accuracy), ...test },
    },
    curve: [],
    keptEpoch: 1,
    cost: { parameters: 10, bytes: 40, multiplyAdds: 10, ...cost },
    decisionGrid: null,
  };
}
