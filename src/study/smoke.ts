// The same study on little data: every kind of job runs, and the numbers mean nothing.
import { type Axis, type AxisName, type AxisValue, axesOf, tunedAxesOf } from "./grid.ts";
import { canonicalJson } from "./key.ts";
import type { DatasetSpec, Experiment, StudentSpec, Study, TeacherSpec } from "./schema.ts";

const most = {
  seeds: 2,
  trainRows: 2000,
  testRows: 1000,
  validationRows: 500,
  points: 200,
  epochs: 2,
  width: 64,
  filters: 8,
  depth: 4,
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
  if (teacher.kind === "ensemble") return teacher;
  const small = { ...teacher, epochs: smokeEpochs(teacher.epochs), hidden: smokeWidths(teacher.hidden) };
  return small.kind === "conv" ? { ...small, filters: Math.min(small.filters, most.filters) } : small;
}

function smokeStudent({ reference: _, ...student }: StudentSpec): StudentSpec {
  const small = smallStudent(student);
  const { grid, tune, ...rest } = small;
  return {
    ...rest,
    ...(grid === undefined ? {} : { grid: smokeAxes(axesOf(small)) }),
    ...(tune === undefined ? {} : { tune: smokeAxes(tunedAxesOf(small)) }),
  } as StudentSpec;
}

/** A tree of hard decisions is kept small by its data. */
function smallStudent(student: StudentSpec): StudentSpec {
  if (student.kind === "tree") return student;
  const epochs = smokeEpochs(student.epochs);
  return student.kind === "mlp"
    ? { ...student, epochs, hidden: smokeWidths(student.hidden) }
    : { ...student, epochs, depth: smokeDepth(student.depth) };
}

/**
 * The first values of each axis. Two epochs, widths or depths that became equal are one. Optimizers are few and all
 * stay: without `momentum` among them an axis of that name would be idle, which no study may have.
 */
function smokeAxes(axes: readonly Axis[]): StudentSpec["grid"] {
  const small = axes.map(({ name, values }) => {
    const kept = distinct(values.map((value) => smokeValue(name, value)));
    return [name, name === "optimizer" ? kept : kept.slice(0, most.axisValues)];
  });
  return Object.fromEntries(small);
}

function smokeValue(axis: AxisName, value: AxisValue): AxisValue {
  if (axis === "hidden" && typeof value === "object") return smokeWidths(value);
  if (axis === "epochs" && typeof value === "number") return smokeEpochs(value);
  if (axis === "depth" && typeof value === "number") return smokeDepth(value);
  return value;
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [canonicalJson(value), value])).values()];
}

function smokeEpochs(epochs: number): number {
  return Math.min(epochs, most.epochs);
}

function smokeDepth(depth: number): number {
  return Math.min(depth, most.depth);
}

function smokeWidths(hidden: readonly number[]): number[] {
  return hidden.map((width) => Math.min(width, most.width));
}
