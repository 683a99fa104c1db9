// The front of a convolutional teacher: one convolution, ReLU, optional max pooling. Written out, without a tape.
import type { Tensor, Tensor2D, Tensor4D } from "@tensorflow/tfjs-core";
import type { Engine } from "../engine/engine.ts";
import { maxPooling, maxPoolingGradient } from "./max-pooling.ts";

export interface ConvolvedBatch {
  /** `[rows, width]`: each image's pixels after ReLU and pooling. */
  readonly output: Tensor2D;
  /** Of filter and bias. `dSum`: the gradient on `output`, 0 where the ReLU gave 0. */
  gradients(dSum: Tensor2D): [Tensor, Tensor];
}

/** `x` `[rows, height, width, channels]`, `filter` `[size, size, channels, filters]`; `pooling` 0: none. */
export function convolved(
  engine: Engine,
  x: Tensor4D,
  filter: Tensor4D,
  bias: Tensor,
  pooling: number,
): ConvolvedBatch {
  const { tf } = engine;
  const { shape: filterShape } = filter;
  const activated = engine.activate("relu", tf.add<Tensor4D>(tf.conv2d(x, filter, 1, "valid"), bias));
  const pooled = pooling > 1 ? maxPooling(tf, activated, pooling) : activated;
  return {
    output: tf.reshape(pooled, [x.shape[0], -1]),
    gradients(dSum) {
      const dPooled = tf.reshape(dSum, pooled.shape) as Tensor4D;
      const dActivated =
        pooled === activated
          ? dPooled
          : engine.activationGradient(
              "relu",
              maxPoolingGradient(tf, dPooled, pooled, activated, pooling),
              activated,
            );
      const perPixel = tf.reshape(dActivated, [-1, filterShape[3]]) as Tensor2D;
      return [engine.convFilterGradient(x, dActivated, filterShape), engine.columnSums(perPixel)];
    },
  };
}
