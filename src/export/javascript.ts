// The source of a student as a JavaScript module: logits by what it is, probabilities and classes from them.
import { type Dataset, inputSize } from "../data/dataset.ts";
import { readWeights } from "../formats/layers-model.ts";
import type { PlannedRow } from "../plan/planned.ts";
import type { Store } from "../store/store.ts";
import { mlpLayers } from "../students/mlp-layers.ts";
import { readTreeJson } from "../students/tree/read-tree.ts";
import { javascriptNetwork } from "./javascript-network.ts";
import { javascriptTree } from "./javascript-tree.ts";

export interface JavascriptSource {
  readonly text: string;
  /** What a byte of the data is divided by; trees take bytes as they are. */
  readonly scale: 1 | 255;
}

export async function javascriptOf(
  store: Store,
  { key, cell: { student } }: Extract<PlannedRow, { role: "student" }>,
  dataset: Dataset,
): Promise<JavascriptSource> {
  if (student.kind === "tree") {
    const { tree, output } = readTreeJson(
      (await store.read(key, "tree.json")).toString(),
      `tree.json of ${key}`,
    );
    return { text: `${head}${javascriptTree(tree, output)}${tail}`, scale: 1 };
  }
  if (student.kind !== "mlp") throw new Error(`Expected a network or a tree, got ${student.kind}`);
  const bytes = await store.read(key, "weights.bin");
  const values = new Float32Array(bytes.length / Float32Array.BYTES_PER_ELEMENT);
  new Uint8Array(values.buffer).set(bytes);
  const { hidden, activation } = student;
  const weights = readWeights(values, [inputSize(dataset)], mlpLayers(student, dataset.numClasses));
  const sizes = [inputSize(dataset), ...hidden, dataset.numClasses];
  const text = `${head}${javascriptNetwork({ sizes, activation, weights })}${tail}`;
  return { text, scale: dataset.features.kind === "bytes" ? 255 : 1 };
}

const head =
  "// Exported by distilgrid; an ES module without dependencies. README.md beside it says what it is.\n";

const tail = `
/** Of the classes, at a temperature. */
export function probabilities(features, temperature = 1) {
  const values = Array.from(logits(features), (logit) => logit / temperature);
  const largest = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** The likeliest class; of equal ones the first. */
export function predict(features) {
  const values = logits(features);
  return values.indexOf(Math.max(...values));
}
`;
