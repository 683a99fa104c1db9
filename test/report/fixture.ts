// The rows of a study that is done. The numbers are drawn, not trained, and lie where real ones do.
import { type RandomStream, stream } from "../../src/random/stream.ts";
import type {
  Cost,
  DatasetRow,
  Metrics,
  Row,
  SoftLabelsRow,
  StudentRow,
  TeacherRow,
  TestMetrics,
} from "../../src/results/row.ts";
import { schemaVersion } from "../../src/results/row.ts";
import { codedPlaces } from "../../src/results/sample-places.ts";
import type { Cell } from "../../src/study/cells.ts";
import { cellsOf } from "../../src/study/cells.ts";
import { keyOf } from "../../src/study/key.ts";
import type { Experiment, TrainedTeacherSpec } from "../../src/study/schema.ts";
import { digitExample } from "./digit.ts";
import { study } from "./fixture-study.ts";
import { decisionGrid, moons, stepped, wave } from "./plane.ts";

export { study } from "./fixture-study.ts";

/** Mean test accuracy by arm and variant. */
const levels: Readonly<Record<string, number>> = {
  "Hard tree": 0.871,
  "Soft tree": 0.911,
  "Hard, SGD": 0.866,
  "Soft, SGD 1 0.5": 0.865,
  "Soft, SGD 1 1": 0.866,
  "Soft, SGD 3 0.5": 0.876,
  "Soft, SGD 3 1": 0.887,
  "Soft, SGD 8 0.5": 0.872,
  "Soft, SGD 8 1": 0.871,
  "Hard, converged": 0.938,
  "Soft, converged": 0.939,
};

export const rows: readonly Row[] = study.experiments.flatMap(experimentRows);

function experimentRows(experiment: Experiment): Row[] {
  const own = experiment.name === "mnist" ? [null] : study.seeds;
  return [
    ...own.map((seed) => datasetRow(experiment, seed)),
    ...own.map((seed) => teacherRow(experiment, seed)),
    ...own.map((seed) => softLabelsRow(experiment, seed)),
    ...cellsOf(experiment, study.seeds).map((cell) => studentRow(experiment, cell)),
  ];
}

function base(experiment: Experiment, seed: number | null, ...what: readonly string[]) {
  const key = keyOf([experiment.name, seed, ...what]);
  return { schemaVersion: schemaVersion as typeof schemaVersion, key, experiment: experiment.name, seed };
}

function datasetRow(experiment: Experiment, seed: number | null): DatasetRow {
  const mnist = experiment.name === "mnist";
  return {
    ...base(experiment, seed, "dataset"),
    role: "dataset",
    state: "done",
    spec: experiment.dataset,
    hash: keyOf(["hash", experiment.name, seed]),
    inputShape: mnist ? [28, 28, 1] : [2],
    numClasses: mnist ? 10 : 2,
    splits: mnist
      ? { train: 54_000, validation: 6000, test: 10_000 }
      : { train: 1000, validation: 1000, test: 10_000 },
    bayesAccuracy: mnist ? null : 0.9141,
    points: mnist ? null : moons(stream(seed ?? 0, "points"), 400),
  };
}

function teacherRow(experiment: Experiment, seed: number | null): TeacherRow {
  const random = stream(seed ?? 0, "teacher", experiment.name);
  const mnist = experiment.name === "mnist";
  const level = mnist ? 0.9885 : 0.912;
  const spec = experiment.teachers[0]! as TrainedTeacherSpec;
  return {
    ...base(experiment, seed, "teacher"),
    role: "teacher",
    state: "done",
    teacher: spec.name,
    spec,
    engine: "native (TensorFlow 2.21.0)",
    metrics: bothMetrics(level, level, mnist, random, true),
    curve: curve(level, spec.epochs, 0.02, random),
    keptEpoch: spec.epochs,
    cost: mnist ? cost(27_422_410, 27_603_168) : cost(17_154, 16_896),
    decisionGrid: mnist ? null : decisionGrid(wave),
  };
}

function softLabelsRow(experiment: Experiment, seed: number | null): SoftLabelsRow {
  const mnist = experiment.name === "mnist";
  return {
    ...base(experiment, seed, "soft-labels"),
    role: "soft-labels",
    state: "done",
    teacher: experiment.teachers[0]!.name,
    teacherKey: keyOf([experiment.name, seed, "teacher"]),
    dataHash: keyOf(["hash", experiment.name, seed]),
    rows: mnist ? 60_000 : 2000,
    shards: 4,
    accuracy: { train: 0.995, validation: 0.989 },
    example: mnist ? digitExample : null,
  };
}

function studentRow(experiment: Experiment, cell: Cell): StudentRow {
  const mnist = experiment.name === "mnist";
  const name = [cell.arm, ...Object.values(cell.variant)].join(" ");
  const level = levels[name]!;
  // Paired: what a seed does to one arm it does to the others as well.
  const shift = 0.008 * stream(cell.seed, "shift").normal() * (level > 0.92 ? 0.2 : 1);
  const random = stream(cell.seed, "student", name);
  const accuracy = level + shift + 0.002 * random.normal();
  const { student } = cell;
  const epochs = student.kind === "tree" ? 0 : student.epochs;
  const ran = epochs > 10 ? epochs - 30 + random.int(20) : epochs;
  const leaves = student.labels === "hard" ? 131 : 987;
  const tree = student.kind === "tree" ? { leaves, depth: 21, featureUse: null, drawing: null } : null;
  return {
    ...base(experiment, cell.seed, name),
    role: "student",
    state: "done",
    seed: cell.seed,
    arm: cell.arm,
    variant: cell.variant,
    spec: student,
    teacher: cell.teacher?.name ?? null,
    engine: "native (TensorFlow 2.21.0)",
    metrics: bothMetrics(accuracy + 0.001 * random.normal(), accuracy, mnist, random, false),
    curve: curve(accuracy, ran, 0.3, random),
    keptEpoch: tree === null ? (epochs > 10 ? ran - 5 : ran) : null,
    cost:
      tree === null ? cost(8180, 8140) : { parameters: 2 * tree.leaves - 1, bytes: 16_000, multiplyAdds: 0 },
    leftOutBias: null,
    tree,
    softTree: null,
    decisionGrid:
      tree === null ? null : decisionGrid((x, y) => stepped(x, y, student.labels === "hard" ? 0.25 : 0.04)),
  };
}

function cost(parameters: number, multiplyAdds: number): Cost {
  return { parameters, bytes: 4 * parameters, multiplyAdds };
}

function bothMetrics(
  validation: number,
  test: number,
  mnist: boolean,
  random: RandomStream,
  teacher: boolean,
): { validation: Metrics; test: TestMetrics } {
  const {
    confusion: _c,
    reliability: _r,
    wrong: _w,
    ...averages
  } = metrics(validation, mnist, random, teacher);
  return { validation: averages, test: metrics(test, mnist, random, teacher) };
}

function metrics(level: number, mnist: boolean, random: RandomStream, teacher: boolean): TestMetrics {
  const samples = 10_000;
  const errors = Math.round(samples * (1 - Math.min(level, 1)));
  const accuracy = 1 - errors / samples;
  return {
    samples,
    errors,
    accuracy,
    nll: 3.4 * (1 - accuracy) + 0.001 * random.uniform(),
    brier: 1.5 * (1 - accuracy),
    ece: 0.01 + 0.01 * random.uniform(),
    teacherAgreement: teacher ? null : accuracy + 0.005,
    teacherKl: teacher ? null : 2.9 * (1 - accuracy),
    confusion: confusion(mnist ? 10 : 2, samples, errors),
    reliability: [
      [errors, 0.5, 0],
      [samples - errors, 0.99, 1],
    ],
    // The first samples are hard for everyone; which of the others are wrong is drawn.
    wrong: codedPlaces(wrongPlaces(samples, errors, random)),
  };
}

function wrongPlaces(samples: number, errors: number, random: RandomStream): number[] {
  const shared = Math.round(errors / 2);
  const drawn = Array.from(
    random.permutation(samples - shared).subarray(0, errors - shared),
    (place) => place + shared,
  );
  return [...Array.from({ length: shared }, (_, place) => place), ...drawn.sort((a, b) => a - b)];
}

/** The errors go to the next class, one after another. */
function confusion(classes: number, samples: number, errors: number): number[][] {
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < samples; i++) {
    const label = i % classes;
    const predicted = i < errors ? (label + 1) % classes : label;
    matrix[label]![predicted]! += 1;
  }
  return matrix;
}

function curve(level: number, epochs: number, rise: number, random: RandomStream): number[] {
  return Array.from(
    { length: epochs },
    (_, i) => level - rise * Math.exp(-i / 2) * (epochs > 2 ? 0.3 : 1) + 0.001 * random.normal(),
  );
}
