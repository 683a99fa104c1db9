import type { Tensor4D } from "@tensorflow/tfjs-core";
import type { Tf } from "../engine/engine.ts";

/** Largest of each `size` x `size` block, blocks side by side; rows and columns left over at the end are dropped. */
export function maxPooling(tf: Tf, x: Tensor4D, size: number): Tensor4D {
  return tf.maxPool(x, size, size, "valid");
}

/**
 * Gradient of `maxPooling` on its input `x`, from its output and the gradient on that. Equal largest values of a
 * block share it (TensorFlow's kernel gives all to the first): the sum is the same, and a flat block has no first.
 */
export function maxPoolingGradient(tf: Tf, dy: Tensor4D, y: Tensor4D, x: Tensor4D, size: number): Tensor4D {
  return tf.tidy(() => {
    const isLargest = tf.cast(tf.equal(x, spread(tf, y, x, size)), "float32") as Tensor4D;
    const share = tf.avgPool(isLargest, size, size, "valid"); // number of the largest / size^2
    const each = tf.div<Tensor4D>(dy, tf.mul(share, size * size));
    return tf.mul(spread(tf, each, x, size), isLargest);
  });
}

/** Each value copied over its block; 0 where `x` has left-over rows and columns. */
function spread(tf: Tf, blocks: Tensor4D, x: Tensor4D, size: number): Tensor4D {
  const [n, height, width, channels] = blocks.shape;
  const columns = tf.tile(tf.reshape(blocks, [n * height, width, 1, channels]), [1, 1, size, 1]);
  const rows = tf.tile(tf.reshape(columns, [n * height, 1, width * size * channels]), [1, size, 1]);
  const full = tf.reshape(rows, [n, height * size, width * size, channels]) as Tensor4D;
  const [bottom, right] = [x.shape[1] - height * size, x.shape[2] - width * size];
  if (bottom === 0 && right === 0) return full;
  return tf.pad(full, [
    [0, 0],
    [0, bottom],
    [0, right],
    [0, 0],
  ]);
}
