// The teachers of a study that were trained elsewhere: their files are read, hashed, and checked against the data before anything
// runs. What only TensorFlow can tell of a SavedModel is found by the job that opens it.
import type { Dataset } from "../data/dataset.ts";
import { canonicalJson } from "../study/key.ts";
import type { Experiment, OutsideTeacherSpec, Study } from "../study/schema.ts";
import { isFromOutside } from "../study/teacher-kinds.ts";
import { fileLogits } from "../teachers/logits-file.ts";
import { fittingLayersModel } from "../teachers/model-teacher.ts";
import { type OutsideFiles, readOutsideFiles, type TeacherFiles } from "../teachers/outside-files.ts";

export type FilesOf = (teacher: OutsideTeacherSpec) => TeacherFiles;

/** `datasetOf`: of an experiment, that of the first seed. @throws UserError for files that are not there, or do not fit the data */
export async function loadOutsideTeachers(
  { experiments }: Study,
  datasetOf: (experiment: Experiment) => Dataset,
  baseFolder: string,
): Promise<FilesOf> {
  const found = new Map<string, OutsideFiles>();
  const known = new Map<string, TeacherFiles>();
  for (const experiment of experiments) {
    for (const teacher of experiment.teachers.filter(isFromOutside)) {
      const place = placeOf(teacher);
      const files = found.get(place) ?? (await readOutsideFiles(teacher, baseFolder));
      found.set(place, files);
      const { hash, bytes } = files;
      known.set(place, { hash, bytes });
      if (teacher.kind === "logits") fileLogits(files, teacher, datasetOf(experiment));
      if (teacher.kind === "layers-model") {
        const { widestLayer } = fittingLayersModel(files, teacher, datasetOf(experiment));
        known.set(place, { hash, bytes, widestLayer });
      }
    }
  }
  return (teacher) => known.get(placeOf(teacher))!;
}

/** What decides which files are read. */
function placeOf({ kind, path, ...others }: OutsideTeacherSpec): string {
  return canonicalJson([kind, path, "testPath" in others ? (others.testPath ?? null) : null]);
}
