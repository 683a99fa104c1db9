// The network of a LayersModel that others have trained: it only predicts.
import type { Tensor, Tensor2D, Tensor4D } from "@tensorflow/tfjs-core";
import type { Engine } from "../engine/engine.ts";
import type { LayersModel, LinearOr, ModelLayer } from "../formats/read-layers-model.ts";
import type { ModelTeacher } from "./model-teacher.ts";

export function layersNetwork(engine: Engine, { inputShape, layers }: LayersModel): ModelTeacher {
  const { tf } = engine;
  const held = layers.map((layer) => {
    if (!("kernel" in layer)) return null;
    const tensor = ({ values, shape }: typeof layer.kernel) => tf.tensor(values, [...shape]);
    return { kernel: tensor(layer.kernel), bias: layer.bias && tensor(layer.bias) };
  });

  function activated(x: Tensor, activation: LinearOr): Tensor {
    return activation === "linear" ? x : engine.activate(activation, x);
  }

  function output(layer: ModelLayer, x: Tensor, weights: (typeof held)[number]): Tensor {
    const withBias = (sum: Tensor) => (weights!.bias === null ? sum : tf.add(sum, weights!.bias));
    switch (layer.kind) {
      case "dense": {
        const product = engine.matMul(x as Tensor2D, weights!.kernel as Tensor2D);
        return activated(withBias(product), layer.activation);
      }
      case "conv2d": {
        const sums = tf.conv2d(x as Tensor4D, weights!.kernel as Tensor4D, [...layer.strides], layer.padding);
        return activated(withBias(sums), layer.activation);
      }
      case "max-pooling2d":
        return tf.maxPool(x as Tensor4D, [...layer.poolSize], [...layer.strides], layer.padding);
      case "flatten":
        return tf.reshape(x, [x.shape[0]!, -1]);
      case "activation":
        return activated(x, layer.activation);
    }
  }

  return {
    logits: (features, rows) =>
      tf.tidy(() =>
        layers.reduce<Tensor>(
          (x, layer, index) => output(layer, x, held[index]!),
          tf.tensor(features, [rows, ...inputShape]),
        ),
      ),
    close: () =>
      tf.dispose(
        held.flatMap((weights) => (weights === null ? [] : [weights.kernel, weights.bias ?? []].flat())),
      ),
  };
}
