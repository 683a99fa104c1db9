import type { StudentSpec, TrainedTeacherSpec } from "./schema.ts";

/** What decides which rows a model sees, and with which labels; a teacher has no `labels` of its own to choose. */
export type TrainingSetSpec = Pick<TrainedTeacherSpec, "trainFraction" | "labelNoise" | "leftOutClasses"> &
  Partial<Pick<StudentSpec, "labels">>;

/** Whether the seed has a say in it. */
export function isRandomTrainingSet({ trainFraction, labelNoise, labels }: TrainingSetSpec): boolean {
  return trainFraction < 1 || labelNoise > 0 || labels === "permuted";
}

/** What two models must have in common to share every batch and every label in it. */
export function trainingSetIdentity({ trainFraction, labelNoise, leftOutClasses, labels }: TrainingSetSpec) {
  return {
    trainFraction,
    labelNoise,
    leftOutClasses,
    source: labels === "argmax" || labels === "permuted" ? labels : null,
  };
}
