// Every dataset of a study, loaded once, in shared memory; and what was read of teachers that were trained elsewhere.
import { type Dataset, datasetBytes, transferSize } from "../data/dataset.ts";
import { fileRowsHash } from "../data/file-rows.ts";
import { loadDataset } from "../data/load.ts";
import type { DatasetSource } from "../jobs/job.ts";
import type { PlannedDataset } from "../plan/planned.ts";
import type { DataNames } from "../results/row.ts";
import { leftOutProblems } from "../study/check-left-out.ts";
import { resolvedDatasetSpec } from "../study/dataset-seeds.ts";
import { canonicalJson } from "../study/key.ts";
import { renderProblems } from "../study/problem.ts";
import type { DatasetSpec, Experiment, Study } from "../study/schema.ts";
import { checkTeacherFits } from "../teachers/check-teacher.ts";
import { UserError } from "../user-error.ts";
import { type FilesOf, loadOutsideTeachers } from "./outside-teachers.ts";

export interface StudyDatasets {
  planned(experiment: Experiment, seed: number): PlannedDataset;
  /** Also by the rows of its files. */
  of(source: DatasetSource): Dataset;
  /** Its samples; not for what depends on the rows of its files, which may be those of another dataset of the same samples. */
  byHash(hash: string): Dataset;
  /** Of the teachers that were trained elsewhere. */
  readonly teacherFiles: FilesOf;
  /** Of all of them together. */
  readonly bytes: number;
  /** What a user should know of the data of an experiment. */
  readonly notes: readonly DataNote[];
}

export interface DataNote {
  readonly experiment: string;
  readonly note: string;
}

/**
 * `baseFolder`: where the relative paths of data and teachers start.
 * @throws UserError for data that is not there or wrong, and for a teacher or classes left out that do not fit it
 */
export async function loadDatasets(study: Study, baseFolder: string): Promise<StudyDatasets> {
  const planned = new Map<string, PlannedDataset>();
  const loaded = new Map<string, Dataset>();
  const samples = new Map<string, Dataset>();
  const notes: DataNote[] = [];
  for (const { name: experiment, dataset } of study.experiments) {
    for (const seed of study.seeds) {
      const spec = resolvedDatasetSpec(dataset, seed);
      if (planned.has(canonicalJson(spec))) continue;
      const data = await loadDataset(spec, seed, { baseFolder });
      const rowsHash = data.fileRows && fileRowsHash(data.fileRows);
      const source = { spec, seed, hash: data.hash, fileRowsHash: rowsHash, baseFolder };
      loaded.set(placeOf(source), loaded.get(placeOf(source)) ?? data);
      samples.set(data.hash, samples.get(data.hash) ?? data);
      notes.push(...notesOf(data).map((note) => ({ experiment, note })));
      const { inputShape, numClasses, splits } = data;
      planned.set(canonicalJson(spec), {
        source,
        transferSize: transferSize(data),
        trainRows: splits.train.length,
        evaluatedRows: splits.validation.length + splits.test.length,
        inputShape,
        numClasses,
        names: namesOf(data),
      });
    }
  }
  const specOf = (spec: DatasetSpec, seed: number) => canonicalJson(resolvedDatasetSpec(spec, seed));
  const plannedFor = ({ dataset }: Experiment, seed: number) => planned.get(specOf(dataset, seed))!;
  for (const experiment of study.experiments) {
    const { inputShape, numClasses } = plannedFor(experiment, study.seeds[0]!);
    for (const teacher of experiment.teachers) checkTeacherFits(teacher, experiment.name, inputShape);
    checkLeftOut(experiment, numClasses);
  }
  const of = (source: DatasetSource) => loaded.get(placeOf(source))!;
  const firstOf = (experiment: Experiment) => of(plannedFor(experiment, study.seeds[0]!).source);
  return {
    planned: plannedFor,
    of,
    byHash: (hash) => samples.get(hash)!,
    teacherFiles: await loadOutsideTeachers(study, firstOf, baseFolder),
    bytes: [...loaded.values()].reduce((sum, data) => sum + datasetBytes(data), 0),
    notes,
  };
}

function placeOf({ hash, fileRowsHash }: DatasetSource): string {
  return `${hash} ${fileRowsHash}`;
}

/** What is judged by samples that were trained on looks better than it is. */
function notesOf({ schema, splits }: Dataset): string[] {
  if (schema === undefined) return [];
  const { repeated } = schema;
  if (repeated.test === 0 && repeated.validation === 0) return [];
  const { test, validation } = splits;
  return [
    `${repeated.test} of ${test.length} test samples and ${repeated.validation} of ${validation.length} validation ` +
      "samples have the features of a training sample",
  ];
}

/** Of files the classes are known only now. */
function checkLeftOut(experiment: Experiment, numClasses: number): void {
  const problems = leftOutProblems(experiment, [`experiment "${experiment.name}"`], numClasses);
  if (problems.length > 0) throw new UserError(renderProblems(problems));
}

function namesOf({ schema }: Dataset): DataNames | undefined {
  return schema && { classes: schema.classes, features: schema.columns.map(({ name }) => name) };
}
