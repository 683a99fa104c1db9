// A LayersModel folder of TensorFlow.js that others have written: a Sequential model of the layers that this project knows. Anything
// else is refused by name: what is not understood in full would give other predictions than its author's.
import type { z } from "zod";
import { sizeOfShape } from "../numeric/size-of-shape.ts";
import type { Activation } from "../study/schema.ts";
import { UserError } from "../user-error.ts";
import {
  type activation,
  activationOnly,
  checked,
  conv2d,
  dense,
  flatten,
  input,
  jsonOf,
  type layerSchema,
  manifestSchema,
  maxPooling2d,
  modelSchema,
} from "./layers-model-json.ts";
import { type WeightArray, weightsOf } from "./layers-model-weights.ts";

export type ModelLayer =
  | {
      readonly kind: "dense";
      /** `[inputs, units]` */
      readonly kernel: WeightArray;
      readonly bias: WeightArray | null;
      readonly activation: LinearOr;
    }
  | {
      readonly kind: "conv2d";
      /** `[height, width, channels, filters]` */
      readonly kernel: WeightArray;
      readonly bias: WeightArray | null;
      readonly strides: Pair;
      readonly padding: Padding;
      readonly activation: LinearOr;
    }
  | {
      readonly kind: "max-pooling2d";
      readonly poolSize: Pair;
      readonly strides: Pair;
      readonly padding: Padding;
    }
  | { readonly kind: "flatten" }
  | { readonly kind: "activation"; readonly activation: LinearOr };

export type LinearOr = Activation | "linear";
type Pair = readonly [number, number];
type Padding = "valid" | "same";

export interface LayersModel {
  /** Of one sample. */
  readonly inputShape: readonly number[];
  /** The last one gives logits: a final softmax is left out, as are dropout layers. */
  readonly layers: readonly ModelLayer[];
  readonly numClasses: number;
  /** Numbers that it gives for one sample. */
  readonly widestLayer: number;
  /** Of one prediction. */
  readonly cost: { readonly parameters: number; readonly multiplyAdds: number };
}

/** `contents`: model.json, then the files of weights in the order of `weightFilesOf`. @throws UserError */
export function readLayersModel(contents: readonly Uint8Array[], file: string): LayersModel {
  const [modelJson, ...weightFiles] = contents as [Uint8Array, ...Uint8Array[]];
  const json = jsonOf(modelJson, file);
  const weights = weightsOf(checked(manifestSchema, json, file), weightFiles, file);
  const { modelTopology } = checked(modelSchema, json, file);
  const { config } = "model_config" in modelTopology ? modelTopology.model_config : modelTopology;
  return sequentialModel(Array.isArray(config) ? config : config.layers, weights, file);
}

type LayerConfig = z.output<typeof layerSchema>;

interface Reading {
  readonly weights: ReadonlyMap<string, WeightArray>;
  /** For messages. */
  readonly file: string;
  /** Of one sample, before the layer. */
  shape: readonly number[];
  multiplyAdds: number;
  isSoftmax: boolean;
}

function sequentialModel(
  configs: readonly LayerConfig[],
  weights: ReadonlyMap<string, WeightArray>,
  file: string,
): LayersModel {
  const inputShape = inputShapeOf(configs[0]!, file);
  const reading: Reading = { weights, file, shape: inputShape, multiplyAdds: 0, isSoftmax: false };
  let widestLayer = 0;
  const layers = configs.flatMap((config, index) => {
    const read = modelLayers(config, index, reading);
    widestLayer = Math.max(widestLayer, sizeOfShape(reading.shape));
    return read;
  });
  const last = layers.findLast((layer) => layer.kind !== "flatten");
  const isLinear = last !== undefined && "activation" in last && last.activation === "linear";
  if (!isLinear || reading.shape.length !== 1) {
    throw new UserError(
      `${file}: expected a last layer that gives one number a class, linear (logits) or with \`softmax\`, got ` +
        `${last === undefined || !("activation" in last) ? "none" : `\`${last.activation}\``} and an output of shape [${reading.shape.join(", ")}].`,
    );
  }
  const used = layers.flatMap((layer) => ("kernel" in layer ? [layer.kernel, layer.bias] : []));
  const parameters = used.reduce((sum, weight) => sum + (weight?.values.length ?? 0), 0);
  return {
    inputShape,
    layers,
    numClasses: reading.shape[0]!,
    widestLayer,
    cost: { parameters, multiplyAdds: reading.multiplyAdds },
  };
}

function inputShapeOf({ config }: LayerConfig, file: string): number[] {
  const { batch_input_shape: one, batch_shape: other } = checked(input, config, file);
  const shape = (one ?? other)?.slice(1) ?? [];
  if (shape.length > 0 && shape.every((each) => each !== null)) return shape as number[];
  throw new UserError(
    `${file}: expected a first layer with \`batch_input_shape\`, all of it known but for the batch. Build the model with its input's shape.`,
  );
}

/** None for what does nothing when a model predicts. */
function modelLayers(
  { class_name: kind, config }: LayerConfig,
  index: number,
  reading: Reading,
): ModelLayer[] {
  const file = `${reading.file}, layer ${index} (${kind})`;
  if (kind === "InputLayer" || kind === "Dropout") return [];
  if (reading.isSoftmax)
    throw new UserError(`${file}: expected nothing behind the \`softmax\`, got this layer.`);
  switch (kind) {
    case "Dense":
      return [denseLayer(checked(dense, config, file), reading, file)];
    case "Conv2D":
      return [convLayer(checked(conv2d, config, file), reading, file)];
    case "MaxPooling2D":
      return [poolingLayer(checked(maxPooling2d, config, file), reading, file)];
    case "Flatten":
      checked(flatten, config, file);
      reading.shape = [sizeOfShape(reading.shape)];
      return [{ kind: "flatten" }];
    case "Activation": {
      const only = checked(activationOnly, config, file).activation;
      return [{ kind: "activation", activation: activationOf(only, reading) }];
    }
    default:
      throw new UserError(
        `${file}: expected a layer of Dense, Conv2D, MaxPooling2D, Flatten, Dropout or Activation, got ${kind}. ` +
          "Export the model as a SavedModel, which TensorFlow runs itself (kind: savedmodel), or save its logits (kind: logits).",
      );
  }
}

/** A softmax is left out, for what comes before it are logits. */
function activationOf(given: z.output<typeof activation>, reading: Reading): LinearOr {
  if (given === "softmax") {
    reading.isSoftmax = true;
    return "linear";
  }
  return given ?? "linear";
}

function denseLayer(config: z.output<typeof dense>, reading: Reading, file: string): ModelLayer {
  const inputs = rankOf(reading, 1, "Put Flatten before it.", file)[0]!;
  const kernel = weightOf(reading, `${config.name}/kernel`, [inputs, config.units], file);
  const bias = config.use_bias ? weightOf(reading, `${config.name}/bias`, [config.units], file) : null;
  reading.shape = [config.units];
  reading.multiplyAdds += inputs * config.units;
  return { kind: "dense", kernel, bias, activation: activationOf(config.activation, reading) };
}

function convLayer(config: z.output<typeof conv2d>, reading: Reading, file: string): ModelLayer {
  const [height, width, channels] = rankOf(reading, 3, "It needs images.", file);
  const { filters, kernel_size: size, strides, padding: ends } = config;
  const kernel = weightOf(reading, `${config.name}/kernel`, [...size, channels!, filters], file);
  const bias = config.use_bias ? weightOf(reading, `${config.name}/bias`, [filters], file) : null;
  const places = [windows(height!, size[0], strides[0], ends), windows(width!, size[1], strides[1], ends)];
  reading.shape = shapeLeft([...places, filters], file);
  reading.multiplyAdds += sizeOfShape(places) * kernel.values.length;
  return {
    kind: "conv2d",
    kernel,
    bias,
    strides,
    padding: ends,
    activation: activationOf(config.activation, reading),
  };
}

function poolingLayer(config: z.output<typeof maxPooling2d>, reading: Reading, file: string): ModelLayer {
  const [height, width, channels] = rankOf(reading, 3, "It needs images.", file);
  const { pool_size: poolSize, padding: ends } = config;
  const strides = config.strides ?? poolSize;
  const places = [
    windows(height!, poolSize[0], strides[0], ends),
    windows(width!, poolSize[1], strides[1], ends),
  ];
  reading.shape = shapeLeft([...places, channels!], file);
  return { kind: "max-pooling2d", poolSize, strides, padding: ends };
}

function windows(pixels: number, size: number, stride: number, ends: Padding): number {
  return ends === "same" ? Math.ceil(pixels / stride) : Math.floor((pixels - size) / stride) + 1;
}

function shapeLeft(shape: readonly number[], file: string): readonly number[] {
  if (shape.every((each) => each >= 1)) return shape;
  throw new UserError(
    `${file}: expected windows that fit into the image, got an output of shape [${shape.join(", ")}].`,
  );
}

function rankOf({ shape }: Reading, rank: number, remedy: string, file: string): readonly number[] {
  if (shape.length === rank) return shape;
  throw new UserError(
    `${file}: expected an input of ${rank} dimensions, got the shape [${shape.join(", ")}]. ${remedy}`,
  );
}

/** Writers put the names of models before that of a layer. */
function weightOf({ weights }: Reading, wanted: string, shape: readonly number[], file: string): WeightArray {
  const found = [...weights.keys()].filter((key) => key === wanted || key.endsWith(`/${wanted}`));
  const weight = weights.get(found[0] ?? "");
  if (weight !== undefined && found.length === 1 && weight.shape.join() === shape.join()) return weight;
  const got =
    weight === undefined
      ? "none"
      : found.length > 1
        ? `${found.length} of that name`
        : `[${weight.shape.join(", ")}]`;
  throw new UserError(`${file}: expected weights \`${wanted}\` of shape [${shape.join(", ")}], got ${got}.`);
}
