// A student that learned from standardised features as one that takes them as they stand in the data, in place of the same
// student behind a scaling: (x - mean) / deviation of each feature is part of its first product, or of its thresholds.
import type { Scaling } from "../data/standardise.ts";
import type { Tree } from "../students/tree/tree.ts";
import type { ExportedWeights, StoredStudent } from "./stored-student.ts";

/** `scaling` null: the student as it is. */
export function onRawFeatures(student: StoredStudent, scaling: Scaling | null): StoredStudent {
  if (scaling === null) return student;
  switch (student.kind) {
    case "mlp":
      return { ...student, weights: onRawProduct(student.weights, scaling) };
    case "soft-tree":
      return { ...student, weights: onRawProduct(student.weights, scaling) };
    case "tree":
      return { ...student, tree: onRawThresholds(student.tree, scaling) };
  }
}

/**
 * w (x - m) / s + b = (w / s) x + (b - (w / s) m), the kernel's w / s as float32 in both places: what its rounding does is then
 * as small as it is at the mean, however far from 0 that lies. The bias is a float64, for formats that can keep one.
 */
function onRawProduct(
  [kernel, bias, ...others]: ExportedWeights,
  { means, deviations }: Scaling,
): ExportedWeights {
  const units = bias!.length;
  const rawKernel = new Float32Array(kernel!.length);
  const rawBias = Float64Array.from(bias!);
  for (let at = 0; at < rawKernel.length; at++) {
    const feature = Math.floor(at / units);
    rawKernel[at] = kernel![at]! / deviations[feature]!;
    rawBias[at % units]! -= rawKernel[at]! * means[feature]!;
  }
  return [rawKernel, rawBias, ...others];
}

/** Deviations are above 0, so what is at most a threshold stays so. */
function onRawThresholds(tree: Tree, { means, deviations }: Scaling): Tree {
  const threshold = tree.threshold.map((value, node) => {
    const feature = tree.feature[node]!;
    return feature === -1 ? value : value * deviations[feature]! + means[feature]!;
  });
  return { ...tree, threshold };
}
