// The formats of an exported student: their files, what can run them here, and what a reader must know to use them.
import type { ArtefactFile, Store } from "../store/store.ts";
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
  const bytes = Buffer.from(javascriptOf(student));
  const runs = { by: "module", bytes } as const;
  if (format === "js") return { files: [{ name: "model.mjs", bytes }], runs };
  const stored = async (name: string) => ({ name, bytes: await store.read(description.key, name) });
  return { files: [await stored("model.json"), await stored("weights.bin")], runs };
}

export function scaleText(scale: 1 | 255): string {
  return scale === 255
    ? "Features are bytes divided by 255, row by row."
    : "Features are taken as they are in the data.";
}

export function usageOf(format: ExportFormat, { kind, inputs, numClasses }: StoredStudent): string {
  switch (format) {
    case "js":
      return '`import { predict, probabilities, logits } from "./model.mjs"`: each takes the features of one sample, as an array of numbers.';
    case "layers-model":
      return "TensorFlow.js: `tf.loadLayersModel` of model.json. It gives logits: take their softmax for probabilities.";
    case "onnx":
      return (
        `ONNX, opset 13${kind === "tree" ? " and ai.onnx.ml 3" : ""}: \`features\`, float32 \`[N, ${inputs}]\`, a sample a row, give ` +
        `\`logits\` and \`probabilities\`, float32 \`[N, ${numClasses}]\`. The class is the greatest of a row.`
      );
  }
}
