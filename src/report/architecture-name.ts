import { inputSize } from "../data/dataset.ts";
import type { DatasetRow } from "../results/row.ts";
import type { StudentSpec, TrainedTeacherSpec } from "../study/schema.ts";
import { axisText } from "./settings.ts";

/** What decides the cost of a prediction: "784-10-10-10". Trees of about as many leaves are one; `leaves` is null for others. */
export function architectureName(
  spec: StudentSpec | TrainedTeacherSpec,
  dataset: Pick<DatasetRow, "inputShape" | "numClasses">,
  leaves: number | null,
): string {
  const { inputShape, numClasses } = dataset;
  const inputs = inputSize(dataset);
  switch (spec.kind) {
    case "tree":
      return `tree of ${leavesText(leaves!)}, ${inputs} features`;
    case "soft-tree":
      return `soft tree of depth ${spec.depth}, ${axisText("prediction", spec.prediction)}, ${inputs} features`;
    case "mlp":
      return `${[inputs, ...spec.hidden, numClasses].join("-")}${spec.activation === "relu" ? "" : ` ${spec.activation}`}`;
    case "conv": {
      const pooling = spec.pooling > 1 ? `, pooling ${spec.pooling}` : "";
      const filters = `${spec.filters} filters ${spec.kernelSize}×${spec.kernelSize}${pooling}`;
      return `${inputShape.join("×")}, ${filters}, ${[...spec.hidden, numClasses].join("-")}`;
    }
  }
}

/** From a power of two, without it, to the next. */
function leavesText(leaves: number): string {
  if (leaves === 1) return "1 leaf";
  const above = 2 ** Math.ceil(Math.log2(leaves));
  return above === 2 ? "2 leaves" : `${above / 2 + 1} to ${above} leaves`;
}
