// A fully connected network as a JavaScript module without dependencies: the weights as base64, a loop a layer.
import type { Activation } from "../study/schema.ts";
import { javascriptFloats } from "./javascript-floats.ts";
import type { ExportedWeights } from "./stored-student.ts";

export interface ExportedNetwork {
  /** Features, units of each layer, classes. */
  readonly sizes: readonly number[];
  readonly activation: Activation;
  /** Kernel `[ins, outs]` and bias of each layer, row-major. */
  readonly weights: ExportedWeights;
}

const activations: Readonly<Record<Activation, string>> = {
  relu: "Math.max(0, sum)",
  tanh: "Math.tanh(sum)",
  sigmoid: "1 / (1 + Math.exp(-sum))",
};

export function javascriptNetwork({ sizes, activation, weights }: ExportedNetwork): string {
  return `const sizes = ${JSON.stringify(sizes)};
/** Of each layer [ins, outs]. */
const kernels = ${javascriptFloats(weights.filter((_, index) => index % 2 === 0))};
const biases = ${javascriptFloats(weights.filter((_, index) => index % 2 === 1).map((bias) => Float64Array.from(bias)))};

/** ${sizes[0]} features -> ${sizes.at(-1)} logits. */
export function logits(features) {
  let values = features;
  let [kernel, bias] = [0, 0];
  for (let layer = 1; layer < sizes.length; layer++) {
    const [ins, outs] = [sizes[layer - 1], sizes[layer]];
    const sums = biases.slice(bias, bias + outs);
    for (let i = 0; i < ins; i++) {
      for (let out = 0; out < outs; out++) sums[out] += values[i] * kernels[kernel + i * outs + out];
    }
    values = Float32Array.from(sums, (sum) => (layer === sizes.length - 1 ? sum : ${activations[activation]}));
    kernel += ins * outs;
    bias += outs;
  }
  return values;
}
`;
}
