// What the four sources of labels have in common.
import type { Labels } from "./schema.ts";

/** Trained on one class for each sample, whoever named it: such a student has no soft term. */
export function hasHardTargets({ labels }: { readonly labels: Labels }): boolean {
  return labels === "hard" || labels === "argmax";
}

/** Without a teacher there is nothing to learn from. */
export function needsTeacher({ labels }: { readonly labels: Labels }): boolean {
  return labels !== "hard";
}
