import { type Layer, weightShapes } from "../formats/layers-model.ts";
import { sizeOfShape } from "../numeric/size-of-shape.ts";
import { stream } from "../random/stream.ts";

/**
 * Of a teacher that is trained alone. He et al. 2015 (arXiv 1502.01852, eq. 10), as a uniform law of the same variance
 * 2 / inputs; biases 0. One stream a layer.
 */
export function heUniformWeights(
  inputShape: readonly number[],
  layers: readonly Layer[],
  seed: number,
): Float32Array[] {
  return weightShapes(inputShape, layers).map(({ shape }, index) => {
    const size = sizeOfShape(shape);
    const values = new Float32Array(size);
    if (shape.length === 1) return values;
    const limit = Math.sqrt(6 / (size / shape.at(-1)!));
    const { uniform } = stream(seed, "teacher", "init", index);
    for (let i = 0; i < size; i++) values[i] = (2 * uniform() - 1) * limit;
    return values;
  });
}
