// Teachers that train in processes of their own, alone or side by side.
import type { EngineName } from "../../src/engine/engine.ts";
import { tensorflowEnvironment } from "../../src/engine/tensorflow-environment.ts";
import type { ConvTeacherSpec } from "../../src/study/schema.ts";
import type { ConvAnswer, ConvQuestion } from "../programs/conv-steps.ts";
import { type Child, startChild } from "./child.ts";

export type TeacherProcess = Child<ConvQuestion, ConvAnswer>;

/** Loaded and warmed up. */
export async function startTeacher(
  engine: EngineName,
  spec: ConvTeacherSpec,
  threads: number,
): Promise<TeacherProcess> {
  const program = new URL("../programs/conv-steps.js", import.meta.url);
  const child = startChild<ConvQuestion, ConvAnswer>(program, tensorflowEnvironment(threads));
  await child.ask({ type: "start", engine, spec });
  return child;
}

/**
 * Milliseconds of the machine for each step that any of them takes, while all train: n at a time take a step each
 * in the time of one. Each ends with its own last step, so the others are alone for less than one step.
 */
export async function trainTogether(
  teachers: readonly TeacherProcess[],
  timeMs: number,
  steps: number,
): Promise<number[]> {
  const samplesMs = await Promise.all(
    teachers.map((teacher) => teacher.ask({ type: "steps", timeMs, steps })),
  );
  return samplesMs.flat().map((sampleMs) => sampleMs / teachers.length);
}
