// The study language. Each level is a strict object, so a misspelt key is an error and `__proto__` has no way in.
// The files of schema/ are the one place where a default is stated.
import { z } from "zod";
import { datasetSchema } from "./schema/dataset.ts";
import { folderName, fraction, seed } from "./schema/fields.ts";
import { studentSchema } from "./schema/student.ts";
import { teacherSchema } from "./schema/teacher.ts";
import type { training } from "./schema/training.ts";

/** Students, or teachers, of one experiment as it is written. */
export const maximumArms = 1000;
/** With those that grids give. */
export const maximumTeachers = 1000;
export const maximumExperiments = 100;

export const experimentSchema = z.strictObject({
  name: folderName,
  title: z.string().max(200).optional(),
  dataset: datasetSchema,
  /**
   * A published accuracy (0 to 1) whose settings are looked for: what is chosen on validation is what comes nearest to
   * it, instead of the highest.
   */
  targetAccuracy: fraction.optional(),
  teachers: z.array(teacherSchema).max(maximumArms).default([]),
  students: z.array(studentSchema).min(1, "at least one student").max(maximumArms),
});

export const studySchema = z.strictObject({
  name: folderName,
  title: z.string().max(200).optional(),
  /** Paragraphs of markdown at the head of the report: what is asked, and where the references come from. */
  description: z.string().max(20_000).optional(),
  seeds: z.array(seed).min(1, "at least one seed").max(1000),
  experiments: z.array(experimentSchema).min(1, "at least one experiment").max(maximumExperiments),
});

export type StudyInput = z.input<typeof studySchema>;
export type Study = z.output<typeof studySchema>;
export type Experiment = z.output<typeof experimentSchema>;
export type DatasetSpec = z.output<typeof datasetSchema>;
export type TeacherSpec = z.output<typeof teacherSchema>;
export type MlpTeacherSpec = Extract<TeacherSpec, { kind: "mlp" }>;
export type ConvTeacherSpec = Extract<TeacherSpec, { kind: "conv" }>;
/** Teachers that are trained here. */
export type TrainedTeacherSpec = MlpTeacherSpec | ConvTeacherSpec;
export type LogitsTeacherSpec = Extract<TeacherSpec, { kind: "logits" }>;
/** Models from outside, which are asked for their outputs. */
export type ModelTeacherSpec = Extract<TeacherSpec, { kind: "layers-model" | "savedmodel" }>;
/** Teachers that were trained elsewhere: they are read from files. */
export type OutsideTeacherSpec = LogitsTeacherSpec | ModelTeacherSpec;
export type StudentSpec = z.output<typeof studentSchema>;
export type MlpStudentSpec = Extract<StudentSpec, { kind: "mlp" }>;
export type TreeStudentSpec = Extract<StudentSpec, { kind: "tree" }>;
export type SoftTreeStudentSpec = Extract<StudentSpec, { kind: "soft-tree" }>;
/** Students that are trained by gradients, in stacks. */
export type NetworkStudentSpec = MlpStudentSpec | SoftTreeStudentSpec;
/** The fields that say how a network is trained, of a teacher or a student. */
export type TrainingSpec = Pick<MlpStudentSpec, keyof typeof training>;
export type Optimizer = MlpStudentSpec["optimizer"];
export type Activation = MlpStudentSpec["activation"];
export type Schedule = MlpStudentSpec["schedule"];
export type Labels = StudentSpec["labels"];

export { datasetSchema, studentSchema, teacherSchema };
