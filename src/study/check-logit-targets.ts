// A temperature divides what becomes a probability; a tree that fits logits has none. Where a grid has both targets,
// the field counts for the probabilities, but an axis would give the same cell on logits again and again.
import { valueAt } from "./expectation.ts";
import { axisPath, valuesOf } from "./field-values.ts";
import { hasHardTargets } from "./labels.ts";
import { fitsLogitsOnly } from "./logit-targets.ts";
import type { Path, Problem } from "./problem.ts";
import type { Experiment, TreeStudentSpec } from "./schema.ts";

export function logitTargetProblems(experiment: Experiment, path: Path, input: unknown): Problem[] {
  return experiment.students.flatMap((student, index) => {
    // On hard labels, and of ml-cart, logits are a problem themselves.
    if (student.kind !== "tree" || hasHardTargets(student) || student.implementation === "ml-cart") return [];
    const at = [...path, "students", index];
    return [...writtenTemperature(student, at, input), ...temperatureAxis(student, at)];
  });
}

function writtenTemperature(tree: TreeStudentSpec, at: Path, input: unknown): Problem[] {
  const path = [...at, "temperature"];
  const value = valueAt(path, input);
  if (value === undefined || value === 1 || !fitsLogitsOnly(tree)) return [];
  const message = `Expected no \`temperature\` with the targets \`logits\`, got \`${String(value)}\``;
  return [{ path, message, hint: "Remove it, or write `targets: probabilities`." }];
}

function temperatureAxis(tree: TreeStudentSpec, at: Path): Problem[] {
  const path = axisPath(tree, "temperature", at);
  if (path === null || !valuesOf(tree, "targets").includes("logits")) return [];
  const message = "Expected no axis of `temperature` with the targets `logits`, got one";
  const hint = fitsLogitsOnly(tree)
    ? "Remove it, or write `targets: probabilities`."
    : "Write two students: one with `targets: logits`, and one with `targets: probabilities` and the temperatures.";
  return [{ path, message, hint }];
}
