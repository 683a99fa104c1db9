// The formats of an exported student: their files, what can run them here, and what a reader must know to use them.
import type { Scaling } from "../data/standardise.ts";
import type { ArtefactFile, Store } from "../store/store.ts";
import type { ExportData, ExportNames } from "./export-data.ts";
import type { ExportFormat } from "./export-format.ts";
import { javascriptOf } from "./javascript.ts";
import { type OnnxDescription, onnxOf } from "./onnx.ts";
import type { StoredStudent } from "./stored-student.ts";

export interface ModelFiles {
  readonly files: readonly ArtefactFile[];
  /** What is run to check them. */
  readonly runs: { readonly by: "module" | "onnx"; readonly bytes: Uint8Array };
}

export async function modelFiles(
  format: ExportFormat,
  student: StoredStudent,
  store: Store,
  description: OnnxDescription,
): Promise<ModelFiles> {
  if (format === "onnx") {
    const bytes = onnxOf(student, description);
    return { files: [{ name: "model.onnx", bytes }], runs: { by: "onnx", bytes } };
  }
  if (format === "js") {
    const bytes = Buffer.from(javascriptOf(student, description.names));
    return { files: [{ name: "model.mjs", bytes }], runs: { by: "module", bytes } };
  }
  if (student.kind !== "mlp") throw new Error(`Expected a network, got a ${student.kind}`);
  const weights = student.weights.map((values) => Float32Array.from(values));
  const files = [
    { name: "model.json", bytes: await store.read(description.key, "model.json") },
    { name: "weights.bin", bytes: Buffer.concat(weights.map(({ buffer }) => Buffer.from(buffer))) },
  ];
  const bytes = Buffer.from(javascriptOf({ ...student, weights }, null));
  return { files, runs: { by: "module", bytes } };
}

/** A number in JavaScript is a float64. */
export function inputsOf(format: ExportFormat, data: ExportData): ExportData {
  if (format === "js" || !(data.features instanceof Float64Array)) return data;
  return { ...data, features: Float32Array.from(data.features) };
}

export function scaleText(scale: 1 | 255, scaling: Scaling | null): string {
  if (scale === 255) return "Features are bytes divided by 255, row by row.";
  return scaling === null
    ? "Features are taken as they are in the data."
    : "Features are taken as they are in the data: the model itself standardises them.";
}

export function usageOf(
  format: ExportFormat,
  { kind, inputs, numClasses }: StoredStudent,
  names: ExportNames | null,
): string {
  switch (format) {
    case "js":
      return (
        '`import { predict, probabilities, logits } from "./model.mjs"`: each takes the features of one sample, as an array of numbers. ' +
        `\`predict\` gives the index of the class${names === null ? "" : ": `classes[predict(row)]` is its name. `features` names the inputs in their order"}.`
      );
    case "layers-model":
      return "TensorFlow.js: `tf.loadLayersModel` of model.json. It gives logits: take their softmax for probabilities.";
    case "onnx":
      return (
        `ONNX, opset 13${kind === "tree" ? " and ai.onnx.ml 3" : ""}: \`features\`, float32 \`[N, ${inputs}]\`, a sample a row, give ` +
        `\`logits\` and \`probabilities\`, float32 \`[N, ${numClasses}]\`. The class is the greatest of a row.` +
        (names === null ? "" : " The metadata `feature_names` and `class_names` are lists as JSON.")
      );
  }
}
