// A fully connected network as a JavaScript module without dependencies: the weights as base64, a loop a layer.
import type { Activation } from "../study/schema.ts";

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
  const all = Buffer.concat(weights.map((w) => Buffer.from(w.buffer, w.byteOffset, w.byteLength)));
  return `const sizes = ${JSON.stringify(sizes)};
const weights = new Float32Array(
  Uint8Array.from(atob("${all.toString("base64")}"), (character) => character.charCodeAt(0)).buffer,
);

/** ${sizes[0]} features -> ${sizes.at(-1)} logits. */
export function logits(features) {
  let values = features;
  let at = 0;
  for (let layer = 1; layer < sizes.length; layer++) {
    const [ins, outs] = [sizes[layer - 1], sizes[layer]];
    const next = new Float32Array(outs);
    for (let out = 0; out < outs; out++) {
      let sum = weights[at + ins * outs + out];
      for (let i = 0; i < ins; i++) sum += values[i] * weights[at + i * outs + out];
      next[out] = layer === sizes.length - 1 ? sum : ${activations[activation]};
    }
    values = next;
    at += ins * outs + outs;
  }
  return values;
}
`;
}
