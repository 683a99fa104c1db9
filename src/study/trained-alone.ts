import type { TeacherSpec } from "./schema.ts";
import { isTrained } from "./teacher-kinds.ts";

/** Whether a teacher is trained in a process of its own, with many threads; else it is a lane of a stack in a worker. */
export function isTrainedAlone(spec: TeacherSpec): boolean {
  if (!isTrained(spec)) return false;
  if (spec.kind === "conv") return true;
  return spec.jitter > 0 || spec.dropout.input > 0 || spec.dropout.hidden > 0;
}
