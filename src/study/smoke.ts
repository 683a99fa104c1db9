// The same study on little data: every kind of job runs, and the numbers mean nothing.
import { axesOf } from "./grid.ts";
import { canonicalJson } from "./key.ts";
import type { DatasetSpec, Experiment, MlpStudentSpec, StudentSpec, Study, TeacherSpec } from "./schema.ts";

const most = {
  seeds: 2,
  trainRows: 2000,
  testRows: 1000,
  validationRows: 500,
  points: 200,
  epochs: 2,
  width: 64,
  filters: 8,
  axisValues: 2,
} as const;

/** Another name, so that it never touches the results of the study itself. */
export function smokeStudy(study: Study): Study {
  return {
    ...study,
    name: `${study.name.slice(0, 58)}-smoke`, // 64 is the limit of the schema
    title: `${(study.title ?? study.name).slice(0, 180)} (smoke run)`,
    description: "A smoke run: the study's code on little data. Its numbers say nothing about the study.",
    seeds: study.seeds.slice(0, most.seeds),
    experiments: study.experiments.map(smokeExperiment),
  };
}

function smokeExperiment(experiment: Experiment): Experiment {
  return {
    ...experiment,
    dataset: smokeDataset(experiment.dataset),
    teachers: experiment.teachers.map(smokeTeacher),
    students: experiment.students.map(smokeStudent),
  };
}

function smokeDataset(dataset: DatasetSpec): DatasetSpec {
  if (dataset.name === "moons") {
    return {
      ...dataset,
      n: Math.min(dataset.n, most.points),
      validation: Math.min(dataset.validation, most.points),
      test: Math.min(dataset.test, most.testRows),
    };
  }
  return {
    ...dataset,
    trainLimit: Math.min(dataset.trainLimit ?? most.trainRows, most.trainRows),
    testLimit: Math.min(dataset.testLimit ?? most.testRows, most.testRows),
    validation: Math.min(dataset.validation, most.validationRows),
  };
}

function smokeTeacher({ reference: _, ...teacher }: TeacherSpec): TeacherSpec {
  const small = { ...teacher, epochs: smokeEpochs(teacher.epochs), hidden: smokeWidths(teacher.hidden) };
  return small.kind === "conv" ? { ...small, filters: Math.min(small.filters, most.filters) } : small;
}

function smokeStudent({ reference: _, ...student }: StudentSpec): StudentSpec {
  if (student.kind !== "mlp") return student;
  const small = { ...student, epochs: smokeEpochs(student.epochs), hidden: smokeWidths(student.hidden) };
  return small.grid === undefined ? small : { ...small, grid: smokeGrid(small) };
}

/**
 * The first values of each axis. Two epochs or widths that became equal are one. Optimizers are few and all stay:
 * without `momentum` among them an axis of that name would be idle, which no study may have.
 */
function smokeGrid(student: MlpStudentSpec): NonNullable<MlpStudentSpec["grid"]> {
  const grid = { ...student.grid };
  if (grid.epochs) grid.epochs = distinct(grid.epochs.map(smokeEpochs));
  if (grid.hidden) grid.hidden = distinct(grid.hidden.map(smokeWidths));
  const axes = axesOf({ ...student, grid }).map(({ name, values }) => [
    name,
    name === "optimizer" ? values : values.slice(0, most.axisValues),
  ]);
  return Object.fromEntries(axes);
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [canonicalJson(value), value])).values()];
}

function smokeEpochs(epochs: number): number {
  return Math.min(epochs, most.epochs);
}

function smokeWidths(hidden: readonly number[]): number[] {
  return hidden.map((width) => Math.min(width, most.width));
}
