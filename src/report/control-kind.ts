// What a control controls for, read off its labels and its teacher.
import { canonicalJson } from "../study/key.ts";
import { hasHardTargets, needsTeacher } from "../study/labels.ts";
import type { StudentSpec, TeacherSpec } from "../study/schema.ts";
import { isTrained } from "../study/teacher-kinds.ts";
import { namedTeacher } from "../study/teacher-of.ts";
import type { ArmResults, ExperimentResults } from "./results.ts";

/** Nothing can be learnt from soft labels of other samples, nor from a teacher that was not trained. */
export function mustNotGain(results: ExperimentResults, arm: ArmResults): boolean {
  if (arm.spec.labels === "permuted") return true;
  return needsTeacher(arm.spec) && isUntrained(results, teacherOfArm(results, arm));
}

/** "an untrained teacher"; empty where neither labels nor teacher make it a control. */
export function controlKind(results: ExperimentResults, arm: ArmResults): string {
  const spec = arm.chosen?.rows[0]?.spec ?? arm.spec;
  const teacher = teacherOfArm(results, arm);
  const kinds = [
    spec.labels === "permuted" ? "soft labels of other samples" : "",
    spec.labels === "argmax" ? "the teacher's top class" : "",
    needsTeacher(spec) && teacher !== null ? teacherKind(results, spec, teacher) : "",
    hasHardTargets(spec) && spec.kind !== "tree" && spec.labelSmoothing > 0 ? "label smoothing" : "",
    spec.kind === "mlp" && spec.hidden.length === 0 ? "softmax regression" : "",
  ];
  return kinds.filter((kind) => kind !== "").join(", ");
}

function teacherKind(results: ExperimentResults, spec: StudentSpec, teacher: TeacherSpec): string {
  if (isUntrained(results, teacher)) return "an untrained teacher";
  if (teacher.kind === "ensemble") return "an ensemble of teachers";
  if (teacher.kind !== "mlp") return "";
  if (teacher.teacher !== undefined) return "a teacher assistant";
  return isAlike(spec, teacher) ? "a teacher of the student's own size" : "";
}

/** An ensemble of untrained teachers is untrained as well. */
function isUntrained(
  { experiment }: Pick<ExperimentResults, "experiment">,
  teacher: TeacherSpec | null,
): boolean {
  if (teacher === null) return false;
  if (isTrained(teacher)) return teacher.epochs === 0;
  if (teacher.kind !== "ensemble") return false;
  return teacher.members.every((member) => isUntrained({ experiment }, namedTeacher(experiment, member)));
}

/** Whether a network is taught by one of its own architecture. */
function isAlike(spec: StudentSpec, teacher: TeacherSpec): boolean {
  if (spec.kind !== "mlp" || teacher.kind !== "mlp") return false;
  return (
    canonicalJson([spec.hidden, spec.activation]) === canonicalJson([teacher.hidden, teacher.activation])
  );
}

function teacherOfArm({ experiment }: ExperimentResults, { chosen }: ArmResults): TeacherSpec | null {
  const teacher = chosen?.rows[0]?.teacher ?? null;
  return teacher === null ? null : namedTeacher(experiment, teacher);
}
