import type { z } from "zod";
import {
  type DatasetSpec,
  datasetSchema,
  type StudentSpec,
  studentSchema,
  type TeacherSpec,
  teacherSchema,
} from "./schema.ts";

/** The fields that may be axes, by the schema, of such a student, teacher or dataset. */
export function studentAxes({ kind }: StudentSpec): string[] {
  return axesOf(studentSchema.options.find(({ shape }) => shape.kind.value === kind));
}

export function teacherAxes({ kind }: TeacherSpec): string[] {
  return axesOf(teacherSchema.options.find(({ shape }) => shape.kind.value === kind));
}

export function datasetAxes({ name }: DatasetSpec): string[] {
  return axesOf(datasetSchema.options.find(({ shape }) => shape.name.value === name));
}

/** Teachers that are not trained have no grid. */
function axesOf(option: { readonly shape: object } | undefined): string[] {
  const { grid } = (option?.shape ?? {}) as { readonly grid?: z.ZodOptional<z.ZodObject> };
  return Object.keys(grid?.unwrap().shape ?? {});
}
