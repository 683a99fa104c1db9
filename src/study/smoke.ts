// The same study on little data: every kind of job runs, and the numbers mean nothing.
import type { DatasetSpec, Experiment, Study, TeacherSpec } from "./schema.ts";
import { most, smokeEpochs, smokeWidths } from "./smoke-limits.ts";
import { smokeStudent } from "./smoke-student.ts";
import { isTrained } from "./teacher-kinds.ts";

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
  const limits = {
    trainLimit: Math.min(dataset.trainLimit ?? most.trainRows, most.trainRows),
    testLimit: Math.min(dataset.testLimit ?? most.testRows, most.testRows),
  };
  if ("validationShare" in dataset) return { ...dataset, ...limits };
  return { ...dataset, ...limits, validation: Math.min(dataset.validation, most.validationRows) };
}

function smokeTeacher({ reference: _, ...teacher }: TeacherSpec): TeacherSpec {
  if (!isTrained(teacher)) return teacher;
  const small = { ...teacher, epochs: smokeEpochs(teacher.epochs), hidden: smokeWidths(teacher.hidden) };
  return small.kind === "conv" ? { ...small, filters: Math.min(small.filters, most.filters) } : small;
}
