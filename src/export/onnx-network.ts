// A fully connected network as ONNX's operators: a product and an activation a layer.
import type { OnnxNode } from "../formats/onnx.ts";
import type { Activation } from "../study/schema.ts";
import type { ExportedNetwork } from "./javascript-network.ts";
import type { LogitsGraph } from "./onnx.ts";

const activationOperators: Readonly<Record<Activation, string>> = {
  relu: "Relu",
  tanh: "Tanh",
  sigmoid: "Sigmoid",
};

/** Of no hidden layer, softmax regression, it is one product. */
export function onnxNetwork({ sizes, activation, weights }: ExportedNetwork): LogitsGraph {
  const layers = sizes.length - 1;
  const nodes: OnnxNode[] = [];
  for (let layer = 1; layer <= layers; layer++) {
    const from = layer === 1 ? "features" : `hidden_${layer - 1}`;
    const to = layer === layers ? "logits" : `sums_${layer}`;
    nodes.push({ operator: "Gemm", inputs: [from, `kernel_${layer}`, `bias_${layer}`], outputs: [to] });
    if (layer === layers) continue;
    nodes.push({ operator: activationOperators[activation], inputs: [to], outputs: [`hidden_${layer}`] });
  }
  const constants = weights.map((values, index) => {
    const layer = Math.floor(index / 2) + 1;
    const [ins, outs] = [sizes[layer - 1]!, sizes[layer]!];
    const [name, shape] = index % 2 === 0 ? [`kernel_${layer}`, [ins, outs]] : [`bias_${layer}`, [outs]];
    return { name, shape, values: Float32Array.from(values) };
  });
  return { constants, nodes };
}
