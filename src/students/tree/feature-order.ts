import { stream } from "../../random/stream.ts";

/**
 * Of splits that gain the same, the one of the feature that comes first here wins: an order that is shuffled, but always the
 * same for a number of features. By their numbers the first pixel, at the edge of the image, would win wherever a few samples
 * can be told apart by many pixels.
 */
export function featureOrder(numFeatures: number): Int32Array {
  return stream(0, "tree", "feature order").permutation(numFeatures);
}
