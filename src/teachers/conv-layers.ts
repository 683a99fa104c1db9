import type { Layer } from "../formats/layers-model.ts";
import { weightShapes } from "../formats/layers-model.ts";
import { stream } from "../random/stream.ts";
import type { ConvTeacherSpec } from "../study/schema.ts";

/** The convolutional teacher as a list of layers; the one place that knows their order. */
export function convLayers(spec: ConvTeacherSpec, numClasses: number): Layer[] {
  const { filters, kernelSize, pooling, hidden, dropout } = spec;
  return [
    { kind: "conv2d", filters, kernelSize },
    ...(pooling > 1 ? [{ kind: "max-pooling2d", poolSize: pooling } as const] : []),
    { kind: "dropout", rate: dropout.conv },
    { kind: "flatten" },
    ...hidden.flatMap((units): Layer[] => [
      { kind: "dense", units, activation: "relu" },
      { kind: "dropout", rate: dropout.dense },
    ]),
    { kind: "dense", units: numClasses, activation: "linear" },
  ];
}

/**
 * He et al. 2015 (arXiv 1502.01852, eq. 10), as a uniform law of the same variance 2 / inputs; biases 0. One stream
 * a layer.
 */
export function convInitialWeights(
  inputShape: readonly number[],
  layers: readonly Layer[],
  seed: number,
): Float32Array[] {
  return weightShapes(inputShape, layers).map(({ shape }, index) => {
    const size = shape.reduce((product, extent) => product * extent, 1);
    const values = new Float32Array(size);
    if (shape.length === 1) return values;
    const limit = Math.sqrt(6 / (size / shape.at(-1)!));
    const { uniform } = stream(seed, "teacher", "init", index);
    for (let i = 0; i < size; i++) values[i] = (2 * uniform() - 1) * limit;
    return values;
  });
}
