// A worker thread of the contestant `students`: builds its lanes at its first task and keeps them.
import { threadId } from "node:worker_threads";
import type { EngineName } from "../../../src/engine/engine.ts";
import { loadEngine } from "../../../src/engine/load.ts";
import { type StudentStack, type StudentStackInput, studentStack } from "./student-stack.ts";

export interface StudentTask {
  readonly engine: EngineName;
  readonly input: StudentStackInput;
  /** The ids of each batch to train on; none: only the accuracies are asked for. */
  readonly batches: readonly Uint32Array[];
  readonly checked: Uint32Array | null;
}

export interface StudentAnswer {
  readonly threadId: number;
  /** Empty where `checked` is null. */
  readonly accuracies: readonly number[];
}

let kept: StudentStack | null = null;

export default async function train(task: StudentTask): Promise<StudentAnswer> {
  kept ??= studentStack(await loadEngine(task.engine), task.input);
  for (const ids of task.batches) kept.step(ids);
  return { threadId, accuracies: task.checked === null ? [] : kept.accuracies(task.checked) };
}
