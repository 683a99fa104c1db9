// TensorFlow.js's LayersModel folder: model.json (Keras's description of a sequential model) and weights.bin. The
// last layer is linear: the model gives logits. `tf.loadLayersModel("file://.../model.json")` reads it.
import { sizeOfShape } from "../numeric/size-of-shape.ts";
import type { ArtefactFile } from "../store/store.ts";
import type { Activation } from "../study/schema.ts";
import { UserError } from "../user-error.ts";

export type Layer =
  | { readonly kind: "dense"; readonly units: number; readonly activation: Activation | "linear" }
  | { readonly kind: "conv2d"; readonly filters: number; readonly kernelSize: number }
  | { readonly kind: "max-pooling2d"; readonly poolSize: number }
  | { readonly kind: "dropout"; readonly rate: number }
  | { readonly kind: "flatten" };

/** `weights`: kernel and bias of each layer that has them, in order, row-major. */
export function layersModelFiles(
  inputShape: readonly number[],
  layers: readonly Layer[],
  weights: readonly Float32Array[],
): ArtefactFile[] {
  const configs = layers.map((layer, index) => layerConfig(layer, index));
  const first = { ...configs[0]!.config, batch_input_shape: [null, ...inputShape], dtype: "float32" };
  const topology = {
    class_name: "Sequential",
    config: { name: "distilgrid", layers: [{ ...configs[0], config: first }, ...configs.slice(1)] },
    keras_version: "tfjs-layers 4.22.0",
    backend: "tensor_flow.js",
  };
  const manifest = weightShapes(inputShape, layers).map(({ name, shape }) => ({
    name,
    shape,
    dtype: "float32",
  }));
  const model = {
    format: "layers-model",
    generatedBy: "distilgrid",
    modelTopology: topology,
    weightsManifest: [{ paths: ["weights.bin"], weights: manifest }],
  };
  return [
    { name: "model.json", bytes: Buffer.from(JSON.stringify(model)) },
    {
      name: "weights.bin",
      bytes: Buffer.concat(weights.map((w) => Buffer.from(w.buffer, w.byteOffset, w.byteLength))),
    },
  ];
}

/** The shapes of kernels and biases in the order of weights.bin. */
export function weightShapes(inputShape: readonly number[], layers: readonly Layer[]) {
  let shape = [...inputShape];
  return layers.flatMap((layer, index) => {
    const name = layerName(layer, index);
    const kernel = kernelShape(layer, shape);
    shape = outputShape(layer, shape);
    if (kernel === null) return [];
    return [
      { name: `${name}/kernel`, shape: kernel },
      { name: `${name}/bias`, shape: [kernel.at(-1)!] },
    ];
  });
}

/** Cuts weights.bin into the arrays that `layersModelFiles` was given, as views of `bytes`' memory. */
export function readWeights(
  bytes: Float32Array,
  inputShape: readonly number[],
  layers: readonly Layer[],
): Float32Array[] {
  let start = 0;
  const weights = weightShapes(inputShape, layers).map(({ shape }) => {
    const size = sizeOfShape(shape);
    start += size;
    return bytes.subarray(start - size, start);
  });
  if (start !== bytes.length) throw new UserError(`Expected ${start} weights, got ${bytes.length}`);
  return weights;
}

function kernelShape(layer: Layer, input: readonly number[]): number[] | null {
  if (layer.kind === "dense") return [input[0]!, layer.units];
  if (layer.kind === "conv2d") return [layer.kernelSize, layer.kernelSize, input[2]!, layer.filters];
  return null;
}

function outputShape(layer: Layer, input: readonly number[]): number[] {
  const [height, width, channels] = input as [number, number, number];
  switch (layer.kind) {
    case "dense":
      return [layer.units];
    case "conv2d":
      return [height - layer.kernelSize + 1, width - layer.kernelSize + 1, layer.filters];
    case "max-pooling2d":
      return [Math.floor(height / layer.poolSize), Math.floor(width / layer.poolSize), channels];
    case "flatten":
      return [sizeOfShape(input)];
    case "dropout":
      return [...input];
  }
}

const layerName = (layer: Layer, index: number) => `${layer.kind.replace("-", "_")}_${index + 1}`;

function layerConfig(layer: Layer, index: number): { class_name: string; config: Record<string, unknown> } {
  const name = layerName(layer, index);
  switch (layer.kind) {
    case "dense": {
      const { units, activation } = layer;
      return { class_name: "Dense", config: { name, units, activation, use_bias: true } };
    }
    case "conv2d": {
      const square = [layer.kernelSize, layer.kernelSize];
      const config = {
        name,
        filters: layer.filters,
        kernel_size: square,
        activation: "relu",
        use_bias: true,
      };
      return { class_name: "Conv2D", config: { ...config, strides: [1, 1], padding: "valid" } };
    }
    case "max-pooling2d": {
      const pool = [layer.poolSize, layer.poolSize];
      return {
        class_name: "MaxPooling2D",
        config: { name, pool_size: pool, strides: pool, padding: "valid" },
      };
    }
    case "dropout":
      return { class_name: "Dropout", config: { name, rate: layer.rate } };
    case "flatten":
      return { class_name: "Flatten", config: { name } };
  }
}
