import { inputSize } from "../data/dataset.ts";
import type { Cost } from "../results/row.ts";
import type { TrainedTeacherSpec } from "../study/schema.ts";
import { convCost, mlpCost } from "./cost.ts";

/** What a prediction of a teacher costs on samples of a shape. */
export function teacherCost(
  spec: TrainedTeacherSpec,
  inputShape: readonly number[],
  numClasses: number,
): Cost {
  if (spec.kind === "conv") return convCost({ ...spec, inputShape, numClasses });
  return mlpCost([inputSize({ inputShape }), ...spec.hidden, numClasses]);
}
