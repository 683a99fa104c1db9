// What a model is, in words short enough for a table.
import type { Variant } from "../results/row.ts";
import type { MlpStudentSpec, StudentSpec, TeacherSpec, TrainingSpec } from "../study/schema.ts";
import { counted, setting } from "./format.ts";

/** "T = 3, α = 0.9"; empty without a grid. */
export function variantText(variant: Variant): string {
  return Object.entries(variant)
    .map(([axis, value]) => axisText(axis, value))
    .join(", ");
}

/** One value of an axis: "T = 3", "hidden 10-10", "learning rate 0.01". */
export function axisText(axis: string, value: Variant[string]): string {
  const text = typeof value === "object" ? widthsText(value) : String(value);
  const known: Readonly<Record<string, string>> = {
    temperature: `T = ${text}`,
    alpha: `α = ${text}`,
    hidden: `hidden ${text}`,
    optimizer: optimizerName(text),
    learningRate: `learning rate ${text}`,
    weightDecay: `weight decay ${text}`,
    schedule: `${text} schedule`,
    warmupSteps: `warm-up ${text} steps`,
    labelSmoothing: `label smoothing ${text}`,
    batchSize: `batch ${text}`,
    epochs: `${text} ${text === "1" ? "epoch" : "epochs"}`,
  };
  return known[axis] ?? `${axis} ${text}`;
}

/** `spec` as the cell had it: the values of its variant in their fields. */
export function studentText(spec: StudentSpec, variant: Variant): string {
  const labels = `${spec.labels} labels`;
  if (spec.kind === "tree") {
    return `${labels}; unpruned ${spec.labels === "hard" ? "classification" : "regression"} tree`;
  }
  return [labels, softTermText(spec, variant), architectureText(spec), trainingText(spec)]
    .filter((part) => part !== "")
    .join("; ");
}

/** What the soft term was, and that it was chosen where a grid had it. */
function softTermText(spec: MlpStudentSpec, variant: Variant): string {
  const chosen = variantText(variant);
  if (chosen !== "") return `${chosen} (chosen on validation)`;
  return spec.labels === "soft" ? `T = ${setting(spec.temperature)}, α = ${setting(spec.alpha)}` : "";
}

export function teacherText(spec: TeacherSpec): string {
  return `teacher; ${architectureText(spec)}; ${trainingText(spec)}`;
}

/** "784-10-10-10" without its ends: the hidden part is what a study names. */
export function architectureText(spec: TeacherSpec | MlpStudentSpec): string {
  if (spec.kind === "mlp") {
    const activation = spec.activation === "relu" ? "" : ` ${spec.activation}`;
    return `hidden ${widthsText(spec.hidden)}${activation}`;
  }
  const pooling = spec.pooling > 0 ? `, pooling ${spec.pooling}` : "";
  const dropout = `dropout ${setting(spec.dropout.conv)} and ${setting(spec.dropout.dense)}`;
  return `${spec.filters} filters ${spec.kernelSize}×${spec.kernelSize}${pooling}, dense ${widthsText(spec.hidden)}, ${dropout}`;
}

/** The budget: arms for which this text is the same were trained alike. */
export function trainingText(spec: TrainingSpec, isRateTuned = false): string {
  const momentum = spec.optimizer === "momentum" ? ` (momentum ${setting(spec.momentum)})` : "";
  const epochs =
    spec.patience === undefined
      ? counted(spec.epochs, "epoch")
      : `at most ${counted(spec.epochs, "epoch")}, patience ${spec.patience}`;
  const rate = isRateTuned ? "" : ` ${setting(spec.learningRate)}`;
  return [
    `${optimizerName(spec.optimizer)}${momentum}${rate}`,
    ...extrasText(spec),
    `batch ${spec.batchSize}`,
    epochs,
  ].join(", ");
}

/** What is off unless a study asks for it. */
function extrasText({ weightDecay, schedule, warmupSteps, labelSmoothing }: TrainingSpec): string[] {
  return [
    schedule === "cosine" ? "cosine schedule" : "",
    warmupSteps > 0 ? `warm-up ${counted(warmupSteps, "step")}` : "",
    weightDecay > 0 ? `weight decay ${setting(weightDecay)}` : "",
    labelSmoothing > 0 ? `label smoothing ${setting(labelSmoothing)}` : "",
  ].filter((part) => part !== "");
}

function optimizerName(optimizer: string): string {
  return { sgd: "SGD", momentum: "SGD", adam: "Adam" }[optimizer] ?? optimizer;
}

function widthsText(widths: readonly number[]): string {
  return widths.length === 0 ? "none" : widths.join("-");
}
