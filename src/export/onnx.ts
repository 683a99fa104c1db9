// A student as an ONNX model: float32 features in, logits and probabilities out.
import { type OnnxConstant, type OnnxNode, onnxBytes } from "../formats/onnx.ts";
import type { ExportNames } from "./export-data.ts";
import { onnxNetwork } from "./onnx-network.ts";
import { onnxSoftTree } from "./onnx-soft-tree.ts";
import { onnxTree } from "./onnx-tree.ts";
import type { StoredStudent } from "./stored-student.ts";

/** From `features` `[N, inputs]` to `logits` `[N, classes]`. */
export interface LogitsGraph {
  readonly constants: readonly OnnxConstant[];
  readonly nodes: readonly OnnxNode[];
}

export interface OnnxDescription {
  readonly name: string;
  readonly key: string;
  /** How features must be scaled. */
  readonly scale: string;
  readonly names: ExportNames | null;
}

export function onnxOf(student: StoredStudent, { name, key, scale, names }: OnnxDescription): Uint8Array {
  const { constants, nodes } = logitsGraph(student);
  const softmax: OnnxNode = { operator: "Softmax", inputs: ["logits"], outputs: ["probabilities"] };
  const { inputs, numClasses: columns } = student;
  return onnxBytes({
    documentation: `${name}. Exported by distilgrid; README.md beside it says what it is.`,
    metadata: { distilgrid_key: key, ...(names && metadataOf(names)) },
    graph: {
      name: "student",
      inputs: [{ name: "features", columns: inputs, documentation: scale }],
      outputs: [
        { name: "logits", columns, documentation: "The greatest is the predicted class." },
        { name: "probabilities", columns, documentation: "The softmax of the logits." },
      ],
      constants,
      nodes: [...nodes, softmax],
    },
  });
}

/** Metadata is text: lists are JSON. */
function metadataOf({ features, classes }: ExportNames) {
  return { feature_names: JSON.stringify(features), class_names: JSON.stringify(classes) };
}

function logitsGraph(student: StoredStudent): LogitsGraph {
  switch (student.kind) {
    case "mlp":
      return onnxNetwork(student);
    case "tree":
      return onnxTree(student.tree, student.output);
    case "soft-tree":
      return onnxSoftTree(student);
  }
}
