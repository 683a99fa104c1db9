// A fully connected network as a JavaScript module without dependencies: the weights as base64, a loop a layer.
import type { Activation } from "../study/schema.ts";
import { javascriptFloats } from "./javascript-floats.ts";

export interface ExportedNetwork {
  /** Features, units of each layer, classes. */
  readonly sizes: readonly number[];
  readonly activation: Activation;
  /** Kernel `[ins, outs]` and bias of each layer, row-major. */
  readonly weights: readonly Float32Array[];
}

const activations: Readonly<Record<Activation, string>> = {
  relu: "Math.max(0, sum)",
  tanh: "Math.tanh(sum)",
  sigmoid: "1 / (1 + Math.exp(-sum))",
};

export function javascriptNetwork({ sizes, activation, weights }: ExportedNetwork): string {
  return `const sizes = ${JSON.stringify(sizes)};
const weights = ${javascriptFloats(weights)};

/** ${sizes[0]} features -> ${sizes.at(-1)} logits. */
export function logits(features) {
  let values = features;
  let at = 0;
  for (let layer = 1; layer < sizes.length; layer++) {
    const [ins, outs] = [sizes[layer - 1], sizes[layer]];
    const bias = at + ins * outs;
    const sums = Float64Array.from(weights.subarray(bias, bias + outs));
    for (let i = 0; i < ins; i++) {
      for (let out = 0; out < outs; out++) sums[out] += values[i] * weights[at + i * outs + out];
    }
    values = Float32Array.from(sums, (sum) => (layer === sizes.length - 1 ? sum : ${activations[activation]}));
    at = bias + outs;
  }
  return values;
}
`;
}
